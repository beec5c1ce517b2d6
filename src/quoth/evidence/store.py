"""The file of an index: one SQLite database, used as a container that is never half written.

| table | a row is |
|---|---|
| files | a file that was read: size, time and digest by which a change is seen, and what could not be read in it |
| documents | a document: the number of its first word, its words, and what its container said about it |
| parts | a part of a document: the number of its first word, and how many words |
| texts | the packed bytes of a part (`quoth.evidence.parts`), apart from `parts`, which is read more often |
| terms | a stem: its number, and how often it stands in the documents |
| postings | the places of one term in one segment (`quoth.evidence.postings`) |
| segments | a set of documents whose postings were written together |
| recipe | the one row: by which rules words were found (`quoth.evidence.recipe`) |

Writers hold a lock beside the file, so that the second of two waits and then sees what the first has done; readers
keep what they saw when they began (write-ahead log). Whole files are committed together: what a killed writer leaves
behind is an index of fewer files.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quoth.model import ConfigurationError, InputError

MEMORY = ":memory:"
_APPLICATION = 0x51754F54  # "QuOT", by which SQLite and `file` know whose database it is
_VERSION = 2
_BUSY_MS = 60_000
_WAIT = 24 * 3600.0  # seconds: another process may be building a large index
_SCHEMA = """
CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, digest TEXT, failures TEXT) WITHOUT ROWID;
CREATE TABLE documents (id INTEGER PRIMARY KEY, path TEXT, number INTEGER, first INTEGER, words INTEGER,
    segment INTEGER, length INTEGER, fidelity TEXT, about TEXT);
CREATE UNIQUE INDEX documents_in_order ON documents (path, number, id, first, words);
CREATE INDEX documents_of_segment ON documents (segment, words);
CREATE TABLE parts (first INTEGER PRIMARY KEY, document INTEGER, words INTEGER);
CREATE INDEX parts_of_document ON parts (document, first, words);
CREATE TABLE texts (first INTEGER PRIMARY KEY, packed BLOB);
CREATE TABLE terms (stem TEXT PRIMARY KEY, id INTEGER, count INTEGER) WITHOUT ROWID;
CREATE TABLE segments (id INTEGER PRIMARY KEY, base INTEGER, ends INTEGER, written INTEGER);
CREATE TABLE postings (key INTEGER PRIMARY KEY, packed BLOB);
CREATE TABLE recipe (fingerprint TEXT);
"""
_TABLES = "files documents parts texts terms segments postings recipe".split()


class Store:
    """The database of an index: opened, its owner and version known, its errors told in one line."""

    def __init__(self, path: Path | None) -> None:
        self.where = MEMORY if path is None else str(path)
        self._path = path
        if path is not None and not path.parent.is_dir():
            raise InputError("its folder does not exist", where=self.where, remedy="make the folder, or name another")
        with self.faults_told():
            self.connection = sqlite3.connect(self.where, isolation_level=None, check_same_thread=False)
        try:
            with self.faults_told():
                self._prepare()
        except BaseException:
            self.connection.close()
            raise

    def close(self) -> None:
        """Close the file; what was not committed is gone."""
        self.connection.close()

    @contextmanager
    def faults_told(self) -> Iterator[None]:
        """Turn what SQLite raises into the errors that a user is told."""
        try:
            yield
        except sqlite3.OperationalError as error:
            remedy = "see that the folder can be written and has room"
            raise InputError(f"the index cannot be used ({error})", where=self.where, remedy=remedy) from error
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            remedy = "delete it, and it is built anew"
            raise InputError(f"is no index, or damaged ({error})", where=self.where, remedy=remedy) from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock of the writers, within a transaction that is committed at the end."""
        with self._lock(), self.transaction():
            yield

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction, rolled back when something is raised."""
        self.release()
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.release()
            raise
        self.connection.execute("COMMIT")

    def commit(self) -> None:
        """Commit what was written so far and go on writing."""
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN IMMEDIATE")

    def is_made_by(self, recipe: str) -> bool:
        """Whether the words in it were found by these rules."""
        return self.connection.execute("SELECT fingerprint FROM recipe").fetchall() == [(recipe,)]

    def clear(self, recipe: str) -> None:
        """Forget all, and begin anew by these rules."""
        for table in _TABLES:
            self.connection.execute(f"DELETE FROM {table}")
        self.connection.execute("INSERT INTO recipe VALUES (?)", (recipe,))

    def hold(self) -> None:
        """Keep seeing the index as it is now, whatever another process writes, until the next change or `release`."""
        self.release()
        self.connection.execute("BEGIN")

    def release(self) -> None:
        """Let go of what `hold` kept, or of a change that was not committed."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def shrink(self) -> None:
        """Write the log back into the file, if nobody reads in it at the moment."""
        self.connection.execute("PRAGMA busy_timeout = 0")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """The lock of the writers: an empty database beside the file, since a system frees it when its holder dies."""
        if self._path is None:
            yield
            return
        lock = sqlite3.connect(f"{self._path}.lock", timeout=_WAIT, isolation_level=None)
        try:
            lock.execute("BEGIN EXCLUSIVE")
            yield
        finally:
            lock.close()

    def _prepare(self) -> None:
        self.connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        if not self._is_made():
            with self._lock():
                if not self._is_made():  # nobody made it while this process waited
                    self._make()
        self.connection.execute("PRAGMA synchronous = NORMAL")
        self.connection.execute("PRAGMA cache_size = -65536")
        # Reading from the mapped file takes a quarter off a look-up. The file only ever grows while it is in use.
        self.connection.execute(f"PRAGMA mmap_size = {1 << 40}")

    def _is_made(self) -> bool:
        (application,) = self.connection.execute("PRAGMA application_id").fetchone()
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        (tables,) = self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application == _APPLICATION and version == _VERSION:
            return True
        if application == _APPLICATION:
            raise ConfigurationError(
                f"{self.where}: an index of version {version}, not {_VERSION}; delete it, and it is built anew"
            )
        if application or tables:
            raise ConfigurationError(f"{self.where}: a database of another program; name another file for the index")
        return False

    def _make(self) -> None:
        self.connection.execute("PRAGMA page_size = 32768")
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.executescript(
            f"BEGIN; {_SCHEMA} PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION}; COMMIT;"
        )

"""What cannot be read is one clear line; what a name stands for; the encodings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import quoth.ingest.files as files
from quoth.ingest import expand, read_path, read_stream
from quoth.ingest.encoding import decode
from quoth.model import Document, Failure, InputError, Skipped
from tests.ingest.files import make_docx, make_pdf_lines

BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\r\n", "empty"),
    "unseen.txt": ("\u00a0\u200b\ufeff\n".encode(), "empty"),
    "marked.txt": (b"\xef\xbb\xbf\n", "empty"),
    "binary.txt": (bytes(range(256)) * 4, "binary data"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40), "binary data"),
    "wide.txt": (b"\xff\xfea\x00b", "not valid UTF-16-LE"),
    "locked.pdf": (make_pdf_lines(["Secret."], password="x"), "needs a password"),
    "scanned.pdf": (make_pdf_lines([]), "only pictures of pages"),
    "broken.pdf": (b"%PDF-1.7 and nothing else", "damaged"),
    "locked.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "needs a password"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office file"),
    "letter.rtf": (b"{\\rtf1 Hello}", "RTF"),
    "cut.docx": (make_docx()[:4000], "damaged"),
    "archive.zip": (b"PK\x03\x04" + bytes(60), "archive"),
    "bare.html": (b"<html><body></body></html>", "no article"),
    "app.html": (
        b"<html><head><title>Soltau Courier</title></head><body><noscript>This page needs JavaScript.</noscript>"
        b'<nav><a href="/">Home</a> <a href="/sports">Sports</a></nav><div id="root"></div></body></html>',
        "no article",
    ),
    "bad.srt": (b"1\n00:00:01,000 -> 00:00\nHello\n", "malformed"),
    "time.vtt": (b"WEBVTT\n\n00:01 --> later\nHello\n", "malformed time code"),
    "head.vtt": (b"Hello\n", "malformed"),
    "mute.vtt": (b"WEBVTT\n", "no captions"),
    "list.jsonl": (b"[]", "no documents"),
    "table.csv": (b"a,b\n1,2\n", "no `text` column"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_one_clear_line(name: str, tmp_path: Path) -> None:
    data, what = BAD[name]
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(InputError) as caught:
        list(read_path(file))
    line = str(caught.value)
    assert line.startswith(str(file))
    assert what in line
    assert "; " in line
    assert "\n" not in line


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 1000)
    file = tmp_path / "a.txt"
    file.write_bytes(b"word " * 201)
    with pytest.raises(InputError, match="larger than"):
        list(read_path(file))
    with pytest.raises(InputError, match="larger than"):
        list(read_stream(b"word " * 201, name="standard input"))


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    documents = read_path(tmp_path / "missing.txt")
    with pytest.raises(InputError, match="no such file"):
        next(documents)
    with pytest.raises(InputError, match="a folder"):
        next(read_path(tmp_path))


def test_expand(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.PDF", "sub/d.exe", ".hidden.txt", ".git/e.txt", "f[1].txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
    found = list(expand([str(tmp_path)]))
    kinds = [str(one.relative_to(tmp_path)) for one in found if isinstance(one, Path)]
    assert kinds == ["a.md", "b.txt", "f[1].txt", "sub/c.PDF"]
    (skipped,) = [one for one in found if isinstance(one, Skipped)]
    assert skipped.where.endswith("d.exe")
    assert ".exe" in skipped.reason
    assert list(expand([str(tmp_path / "*.txt")])) == [tmp_path / "b.txt", tmp_path / "f[1].txt"]
    assert list(expand([str(tmp_path / "**" / "*.exe")])) == [tmp_path / "sub" / "d.exe"]
    assert list(expand([str(tmp_path / "f[1].txt")])) == [tmp_path / "f[1].txt"]


def test_a_name_without_a_file_does_not_stop_the_others(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    names = ["none*.txt", "", str(tmp_path / "folder"), "missing.txt", "nul\x00", "long" * 100, str(file)]
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "song.mp3").write_bytes(b"x")
    unmatched, unnamed, skipped, without, *paths = expand(names)
    assert isinstance(skipped, Skipped)
    for failure, what in ((unmatched, "nothing matches"), (unnamed, "an empty name"), (without, "holds no document")):
        assert isinstance(failure, Failure)
        assert what in failure.message
    for path, what in zip(paths[:-1], ("no such file or folder", "cannot be opened", "too long"), strict=True):
        assert isinstance(path, Path)
        with pytest.raises(InputError, match=what):
            next(read_path(path))
    assert paths[-1] == file


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is locked for root")
def test_what_is_locked_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir(mode=0)
    (failure,) = expand([str(tmp_path / "folder")])
    assert isinstance(failure, Failure)
    assert "permission denied" in failure.message
    (path,) = expand([str(tmp_path / "folder" / "a.txt")])
    assert isinstance(path, Path)
    with pytest.raises(InputError, match="permission denied"):
        next(read_path(path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_read_and_one_that_nothing_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="empty"):
        next(read_path(pipe))
    kept = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # while somebody reads, a writer need not wait
    pipe.write_text("It was good.\n", encoding="utf-8")
    (document,) = read_path(pipe)
    os.close(kept)
    assert isinstance(document, Document)
    assert document.text == "It was good.\n"


def test_a_cell_that_is_never_closed_costs_no_row_before_it() -> None:
    outcomes = list(read_stream(b'id,text\n1,"It was ""good""."\n2,"It was\n3,bad\n', name="standard input"))
    assert [one.text for one in outcomes if isinstance(one, Document)] == ['It was "good".']
    assert [one.where for one in outcomes if isinstance(one, Failure)] == ["standard input:2"]


ENCODED = {
    "cp1252": "The mayor said: “We’ll rebuild” – it costs €12 million… Hélène Dubœuf agreed.",
    "utf-8-sig": "Die Bürgermeisterin sagte: „Wir bauen die Brücke.“",
    "utf-16": "Die Bürgermeisterin sagte: „Wir bauen die Brücke.“",
    "utf-16-le": "The mayor said: “We will rebuild.” 😀",
    "utf-16-be": "Le maire a dit : « Nous reconstruirons. »",
    "utf-32": "The mayor said: “We will rebuild.”",
    "cp1250": "Burmistrz powiedziała: „Odbudujemy most przed wiosną”, a radni się zgodzili. Święto, łódka, źdźbło.",
    "cp1251": "Мэр сказала: «Мы восстановим мост до весны», и совет с ней согласился в понедельник.",
    "cp1253": "Η δήμαρχος είπε: «Θα ξαναχτίσουμε τη γέφυρα την άνοιξη», και το συμβούλιο συμφώνησε.",
    "shift_jis": "市長は「春までに橋を再建します」と述べた。議会も同意した。費用は千二百万である。",
    "gb18030": "市长说：“我们将在春天之前重建这座桥。”议会同意了。费用为一千二百万。",
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_encodings(encoding: str) -> None:
    text = ENCODED[encoding]
    assert decode(text.encode(encoding), where="a.txt") == text


def test_utf8_with_one_odd_byte_stays_utf8() -> None:
    assert decode("naïve ".encode() * 40 + b"\x92", where="a.txt") == "naïve " * 40 + "\ufffd"


def test_line_ends_are_kept() -> None:
    assert decode(b"a\r\nb\rc\n", where="a.txt") == "a\r\nb\rc\n"


def test_a_folder_of_mixed_files_is_read_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("It was good.")
    read = []
    for path in expand([str(tmp_path)]):
        assert isinstance(path, Path)
        try:
            read += [one.text for one in read_path(path) if isinstance(one, Document)]
        except InputError as error:
            read.append(error.what)
    assert read == ["empty", "It was good."]

"""Pages as they were read: each compressed, under its digest, with its address and the days on which it stood so."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from peeldiff.errors import FileError
from peeldiff.files import explaining, read_whole, replace_whole, sweep
from peeldiff.json_reading import parse_json

_MOST_RECORD = 1_000_000
_MOST_PAGE = 40_000_000
_MODE = 0o600
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class KeptPage:
    """One edition of a page."""

    asked: str
    """The address that was asked for."""
    address: str
    """The address where it stood, after redirects."""
    digest: str
    """SHA-256 of the page, in hexadecimal."""
    first: str
    """The day on which it was first seen so."""
    last: str
    """The day on which it was last seen so."""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class _Record:
    """What is known of an address: its editions, oldest first, or the day on which nothing stood there."""

    asked: str
    editions: tuple[KeptPage, ...] = ()
    missing: str = ""


class PageStore:
    """The pages in a folder. Every method reads or writes files."""

    def __init__(self, folder: Path) -> None:
        """The folder is made when the first page is kept."""
        self._folder = folder

    @property
    def lock(self) -> Path:
        """The file that whoever fetches holds."""
        return self._folder / ".lock"

    def make_folder(self) -> None:
        """Make the folder. Raises FileError."""
        with explaining(self._folder, "cannot be made, no page can be kept"):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def editions(self, address: str) -> tuple[KeptPage, ...]:
        """Return the editions of a page, oldest first."""
        return self._record(address).editions

    def latest(self, address: str) -> KeptPage | None:
        """Return the latest edition of a page, None where none is kept."""
        return next(reversed(self.editions(address)), None)

    def pages(self) -> tuple[KeptPage, ...]:
        """Return the latest edition of every page that is kept, by address."""
        records = (self._load(file) for file in self._folder.glob("*.json"))
        latest = (record.editions[-1] for record in records if record and record.editions)
        return tuple(sorted(latest, key=lambda page: page.asked))

    def was_missing(self, address: str) -> str:
        """Return the day on which nothing stood at an address, "" where something did since."""
        return self._record(address).missing

    def keep(self, asked: str, address: str, body: bytes, day: str, *, etag: str = "", modified: str = "") -> KeptPage:
        """Keep a page as it was fetched. Raises FileError, with what was kept before as it was."""
        digest = hashlib.sha256(body).hexdigest()
        record = self._record(asked)
        before = next(reversed(record.editions), None)
        same = before is not None and before.digest == digest
        first = before.first if before is not None and same else day
        page = KeptPage(asked, address, digest, first, day, etag, modified)
        self.make_folder()
        if not self.has(page):
            sweep(self._file(digest))
            replace_whole(self._file(digest), gzip.compress(body, 6, mtime=0), mode=_MODE)
        self._write(_Record(asked, (*(record.editions[:-1] if same else record.editions), page)))
        return page

    def keep_unchanged(self, page: KeptPage, day: str) -> KeptPage:
        """Keep that a page stood as before on a day. Raises FileError."""
        record, updated = self._record(page.asked), dataclasses.replace(page, last=day)
        self._write(_Record(page.asked, (*record.editions[:-1], updated)))
        return updated

    def keep_missing(self, address: str, day: str) -> None:
        """Keep that nothing stood at an address on a day. Raises FileError."""
        self.make_folder()
        self._write(dataclasses.replace(self._record(address), missing=day))

    def body(self, page: KeptPage) -> bytes:
        """Return a page. Raises FileError for one that is gone or damaged."""
        file = self._file(page.digest)
        packed, unpacking = read_whole(file, limit=_MOST_PAGE), zlib.decompressobj(wbits=31)
        if packed is None:
            raise FileError(f"{file}: a kept page that is gone: update again with --all")
        try:
            body = unpacking.decompress(packed, _MOST_PAGE)
        except zlib.error as error:
            raise FileError(f"{file}: a kept page, damaged: remove it, and update again") from error
        if not unpacking.eof:
            raise FileError(f"{file}: a kept page, cut off or endless: remove it, and update again")
        if hashlib.sha256(body).hexdigest() != page.digest:
            raise FileError(f"{file}: a kept page, not as it was: remove it, and update again")
        return body

    def find(self, source: str) -> KeptPage | None:
        """Return the latest page that stood at an address, whichever address was asked for."""
        page = self.latest(source)
        if page is not None or not self._folder.is_dir():
            return page
        for file in sorted(self._folder.glob("*.json")):
            record = self._load(file)
            for edition in reversed(record.editions if record else ()):
                if edition.address == source:
                    return edition
        return None

    def has(self, page: KeptPage) -> bool:
        """Tell whether the text of a page is there, and sound."""
        try:
            self.body(page)
        except FileError:
            return False
        return True

    def _record(self, asked: str) -> _Record:
        found = self._load(self._record_file(asked))
        return found if found is not None and found.asked == asked else _Record(asked)

    def _load(self, file: Path) -> _Record | None:
        """Return what a file says; one that says nothing sound is as none, and is written anew."""
        try:
            values = parse_json(read_whole(file, limit=_MOST_RECORD))
            if not isinstance(values, dict):
                return None
            editions = tuple(KeptPage(**edition) for edition in values["editions"])
            record = _Record(values["asked"], editions, values["missing"])
        except (FileError, ValueError, KeyError, TypeError):
            return None
        texts: Sequence[object] = [record.asked, record.missing, *(v for e in editions for v in asdict(e).values())]
        is_sound = all(isinstance(text, str) for text in texts) and all(_DIGEST.fullmatch(e.digest) for e in editions)
        return record if is_sound else None

    def _write(self, record: _Record) -> None:
        file = self._record_file(record.asked)
        sweep(file)
        replace_whole(file, json.dumps(asdict(record), indent=1).encode() + b"\n", mode=_MODE)

    def _record_file(self, asked: str) -> Path:
        return self._folder / f"{hashlib.sha256(asked.encode()).hexdigest()[:32]}.json"

    def _file(self, digest: str) -> Path:
        return self._folder / f"{digest}.gz"

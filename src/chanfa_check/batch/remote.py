"""Submissions by URL, through fsspec, which knows S3 and many others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from chanfa_check.paths import shown_path
from chanfa_check.submission.workbook import CannotRead

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_EXTRA = ("", "fsspec", "s3fs", "aiobotocore", "botocore", "aiohttp")
_BLOCK = 2**20
"""How many bytes of an archive are fetched at a time."""


def read(url: str, most: int) -> bytes:
    """The file's content, at most this many bytes. Raises CannotRead: file-missing, file-unreadable, remote-failed."""
    with _failing(url):
        system, path = _opened(url)
        found = system.info(path)
        if found["type"] != "file":
            raise CannotRead(
                "file-unreadable", f"“{shown_path(url)}”是文件夹或别的东西，不是报表文件。请指明其中的报表文件。"
            )
        size = found["size"]
        if size is not None and size <= most:
            return cast(bytes, system.cat_file(path))[:most]
        with system.open(path, "rb") as file:
            return cast(bytes, file.read(most))


def open_remote(url: str) -> BinaryIO:
    """The file, for reading anywhere in it. Raises CannotRead as `read` does."""
    with _failing(url):
        system, path = _opened(url)
        return cast(BinaryIO, system.open(path, "rb", block_size=_BLOCK))


def files_below(url: str) -> list[str] | None:
    """The URLs of all files in a folder, in order by name; None where it is none. Raises CannotRead as `read` does."""
    with _failing(url):
        system, path = _opened(url)
        if system.info(path)["type"] != "directory":
            return None
        start = len(path.rstrip("/"))
        # A folder that was made by hand may be among its own files, as an object without content.
        found = [name[start:].strip("/") for name in system.find(path) if not name.endswith("/")]
        return [f"{url.rstrip('/')}/{name}" for name in sorted(found, key=lambda name: name.split("/")) if name]


def _opened(url: str) -> tuple[AbstractFileSystem, str]:
    from fsspec.core import url_to_fs

    # What was listed once is not believed again: more may have been sent since.
    found: tuple[Any, str] = url_to_fs(url, use_listings_cache=False)
    return found


@contextmanager
def _failing(url: str) -> Iterator[None]:
    """Raises CannotRead for whatever goes wrong. What the error itself says may hold a password: it is not repeated."""
    shown = shown_path(url)
    try:
        yield
    except CannotRead:
        raise
    except ImportError as error:
        missing = (getattr(error.__cause__, "name", None) or error.name or "").partition(".")[0]
        package = '"chanfa-check[cluster]"' if missing in _EXTRA else missing
        said = f"读取“{shown}”要用附加组件，这里没有安装。请运行 pip install {package}，再检查。"
        raise CannotRead("remote-failed", said) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise CannotRead("file-missing", f"找不到文件“{shown}”。请检查地址。") from error
    except PermissionError as error:
        raise CannotRead("file-unreadable", f"“{shown}”没有读取的权限。请检查账号、密钥和授权。") from error
    except Exception as error:
        # Each of the many systems has errors of its own.
        said = f"“{shown}”没有取到（{type(error).__name__}）。请检查地址、账号和网络，再检查一次。"
        raise CannotRead("remote-failed", said) from error

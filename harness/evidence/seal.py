"""A checksum at the end of each line of evidence, so that a change is noticed, and where."""

import zlib

_SEAL = b',"c":"%08x"}\n'
_LENGTH = len(_SEAL % 0)


def sealed(line: bytes) -> bytes:
    """The line of a JSON object that is not empty, `{...}` and a line end, with the CRC-32 of what stands before it as
    its last member "c". It finds damage; it does not keep anybody from writing another line with another checksum.
    """
    body = line[:-2]
    return body + _SEAL % zlib.crc32(body)


def check_seal(line: bytes) -> None:
    """Raises ValueError where a line is not as it was when it was sealed."""
    body = line[:-_LENGTH]
    if line[-_LENGTH:] != _SEAL % zlib.crc32(body):
        raise ValueError("the line is not as it was written: its checksum does not fit")

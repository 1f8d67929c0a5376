"""Reads recordings with nothing but SPECIFICATION.md, the Python standard library and Zstandard (Debian: python3-zstandard).

    /usr/bin/python3 read.py FILE...

It writes a line of JSON for each file: its rows and, for each column, the list of its rows, each null, a text, or the base64 of its
values' little-endian bytes; or, of a file that a reader must refuse, the fault, what is wrong and whether the file could be opened.
It is written to be understood, so it reads whole files and is slow.
"""

import base64
import json
import re
import struct
import sys

import zstandard

WIDTHS = {"int32": 4, "int64": 8, "double": 8, "list<float>": 4, "list<double>": 8, "list<int64>": 8}
PHYSICAL = {"int32": 1, "int64": 2, "double": 5, "string": 6, "list<float>": 4, "list<double>": 5, "list<int64>": 2}
PLAIN, RLE, BYTE_STREAM_SPLIT = 0, 3, 9
UNCOMPRESSED, ZSTD = 0, 6
MOST_MANIFEST, MOST_TEXT, MOST_VALUES, MOST_COLUMNS = 64 << 20, 16 << 20, 1 << 28, 100_000
MOST_ROWS, MOST_GROUP, MOST_RATIO, MOST_DEPTH = 65_536, 4 << 20, 32_768, 100


class Refused(Exception):
    """A file that is no recording, or not a whole one."""

    def __init__(self, fault, message):
        super().__init__(message)
        self.fault = fault


def check(condition, message):
    if not condition:
        raise Refused("Damaged", message)


# ---- CRC-32C (RFC 3720)

CRC = []
for byte in range(256):
    for _ in range(8):
        byte = (byte >> 1) ^ (0x82F63B78 if byte & 1 else 0)
    CRC.append(byte)


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = CRC[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


# ---- Thrift's compact protocol: structs become dictionaries from field number to value

class Thrift:
    def __init__(self, data, position=0):
        self.data, self.position = data, position

    def take(self, count):
        check(0 <= count <= len(self.data) - self.position, "the structure ends too early")
        self.position += count
        return self.data[self.position - count:self.position]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value
            check(shift < 70, "a number is too long")

    def zigzag(self):
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def value(self, kind, depth):
        check(depth < MOST_DEPTH, "the structure is too deep")
        if kind in (1, 2):
            return kind == 1
        if kind == 3:
            return self.take(1)[0]
        if kind in (4, 5, 6):
            return self.zigzag()
        if kind == 7:
            return struct.unpack("<d", self.take(8))[0]
        if kind == 8:
            return bytes(self.take(self.varint()))
        if kind in (9, 10):
            head = self.take(1)[0]
            count = head >> 4 if head >> 4 < 15 else self.varint()
            check(count <= len(self.data) - self.position, "a list is longer than what holds it")
            return [self.value(head & 15, depth + 1) for _ in range(count)]
        check(kind == 12, f"there is no type {kind}")
        return self.struct(depth + 1)

    def struct(self, depth=0):
        fields, number = {}, 0
        while (head := self.take(1)[0]) != 0:
            number = number + (head >> 4) if head >> 4 else self.zigzag()
            fields[number] = self.value(head & 15, depth)
        return fields


# ---- Step 1: the manifest

def open_recording(data):
    """Checks everything that can be checked without reading a chunk; returns columns (with their shapes) and row groups."""
    if not data:
        raise Refused("Truncated", "the file is empty")
    if data[:4] != b"PAR1":
        raise Refused("Foreign", "no PAR1 at the beginning")
    if len(data) < 12 or data[-4:] != b"PAR1":
        raise Refused("Truncated", "no PAR1 at the end")
    length = int.from_bytes(data[-8:-4], "little")
    check(length <= len(data) - 12, f"a footer of {length} bytes is announced")
    start = len(data) - 8 - length
    footer = data[start:-8]
    # A file of somebody else or of a later version is told apart even where the rest of it cannot be understood.
    try:
        thrift = Thrift(footer)
        fields = thrift.struct()
        check(thrift.position == length, "bytes are left behind its end")
        keys = {entry[1]: entry.get(2, b"") for entry in fields.get(5, [])}
    except (Refused, KeyError, TypeError, AttributeError) as fault:
        raise Refused("Damaged", f"the footer cannot be read: {fault}") from fault
    if b"trainrecorder.manifest" not in keys:
        raise Refused("Foreign", "no manifest")
    manifest = read_manifest(keys)
    check_footer(footer, keys)
    columns = read_columns(manifest)
    check(fields.get(2) is not None and tree(fields[2]) == expected_tree(columns), "the schema is not that of the columns")
    return columns, read_groups(fields, keys, columns, start)


def read_manifest(keys):
    text = keys[b"trainrecorder.manifest"]
    check(len(text) <= MOST_MANIFEST, "the manifest is too large")
    check(keys.get(b"trainrecorder.manifest.crc32c") == b"%08x" % crc32c(text), "the manifest's checksum is wrong")
    try:
        manifest = json.loads(text.decode("utf-8"))
        version = manifest.get("format_version", 0)
    except (ValueError, RecursionError, AttributeError) as fault:
        raise Refused("Damaged", f"the manifest is no JSON object: {fault}") from fault
    if version > 1:
        raise Refused("Newer", f"format version {version}")
    check(version == 1, f"format version {version}")
    for extension in manifest.get("extensions", []):
        if extension.get("must_understand"):
            raise Refused("Newer", f"extension {extension['name']}")
    return manifest


def check_footer(footer, keys):
    checksum = keys.get(b"trainrecorder.footer.crc32c", b"")
    key = footer.rfind(b"trainrecorder.footer.crc32c")
    place = footer.find(checksum, key + len("trainrecorder.footer.crc32c"))
    check(len(checksum) == 8 and key >= 0 and place >= 0, "the footer has no checksum")
    zeroed = footer[:place] + b"00000000" + footer[place + 8:]
    check(checksum == b"%08x" % crc32c(zeroed), "the footer's checksum is wrong")


def read_columns(manifest):
    columns = manifest.get("columns", [])
    check(3 <= len(columns) <= MOST_COLUMNS, "there are too few or too many columns")
    check([c.get("path") for c in columns[:3]] == ["epoch", "step", "elapsed_seconds"], "the first three columns are others")
    for index, column in enumerate(columns):
        check(re.fullmatch(r"[a-z][a-z0-9_]{0,63}(\.[a-z][a-z0-9_]{0,63})?", column.get("path", "")), f"column {index} has a bad path")
        check(column.get("type") in PHYSICAL, f"column {index} has a bad type")
        column["list"] = column["type"].startswith("list")
        column["optional"] = index >= 3
        length = 1
        for size in column.get("shape", []):
            check(size >= 1, f"an axis of {column['path']} is empty")
            length *= size
        check(length <= MOST_VALUES, f"{column['path']} is too large")
        column["length"] = length
    return columns


def expected_tree(columns):
    """(name, type, repetition, children, converted type), depth first."""
    groups = {}
    for column in columns:
        groups.setdefault(column["path"].split(".")[0], []).append(column)
    elements = [("recording", None, None, len(groups), None)]
    for name, members in groups.items():
        if "." in members[0]["path"]:
            elements.append((name, None, 0, len(members), None))
        for column in members:
            leaf, kind = column["path"].split(".")[-1], PHYSICAL[column["type"]]
            if column["list"]:
                elements += [(leaf, None, 1, 1, 3), ("list", None, 2, 1, None), ("element", kind, 0, 0, None)]
            else:
                elements.append((leaf, kind, 1 if column["optional"] else 0, 0, 0 if column["type"] == "string" else None))
    return elements


def tree(schema):
    return [(e[4].decode("utf-8", "replace"), e.get(1), e.get(3), e.get(5, 0), e.get(6)) for e in schema]


# ---- Step 2: the place

def read_groups(footer, keys, columns, end):
    """Row groups: first epoch, rows, and the chunks' metadata, checked to follow one another without a gap from byte 4 to the footer."""
    try:
        checksums = base64.b64decode(keys.get(b"trainrecorder.chunks.crc32c", b""), validate=True)
    except ValueError as fault:
        raise Refused("Damaged", "the chunks' checksums cannot be read") from fault
    groups, position, epoch = [], 4, None
    check(len(checksums) == 4 * len(footer.get(4, [])) * len(columns), "there are too few or too many checksums")
    for group in footer.get(4, []):
        rows, chunks = group.get(3, 0), [chunk.get(3, {}) for chunk in group.get(1, [])]
        check(len(chunks) == len(columns) and 1 <= rows <= MOST_ROWS, "a row group has other columns, or a bad number of rows")
        statistics = chunks[0].get(12, {})
        check(len(statistics.get(5, b"")) == 4 and len(statistics.get(6, b"")) == 4, "epoch has no statistics")
        first, last = struct.unpack("<ii", statistics[6] + statistics[5])
        check(first >= 0 and last - first + 1 == rows and epoch in (None, first), "epochs do not follow one another")
        epoch = last + 1
        for chunk in chunks:
            size = chunk.get(7, 0)
            check(chunk.get(9) == position and 0 < size <= end - position, "a chunk leaves a gap, overlaps or lies outside")
            chunk["crc"], checksums = int.from_bytes(checksums[:4], "little"), checksums[4:]
            position += size
        groups.append((first, rows, chunks))
    check(position == end, "bytes lie between the data and the footer")
    return groups


# ---- Step 3: the tensor

def read_chunk(data, column, chunk, rows):
    """The rows of a column chunk: each None, or the bytes of its values."""
    stored = data[chunk[9]:chunk[9] + chunk[7]]
    check(crc32c(stored) == chunk["crc"], f"{column['path']}: the checksum is wrong")
    thrift = Thrift(stored)
    header = thrift.struct()
    page, details = stored[thrift.position:], header.get(5, {})
    size, entries = header.get(2, -1), details.get(1, -1)
    encoding = BYTE_STREAM_SPLIT if column["type"] in ("double", "list<float>", "list<double>") else PLAIN
    check(
        header.get(1) == 0 and header.get(3) == len(page) and size >= 1 and size + thrift.position == chunk.get(6)
        and entries == chunk.get(5) and details.get(2) == encoding and details.get(3) == RLE and details.get(4) == RLE
        and chunk.get(1) == PHYSICAL[column["type"]],
        f"{column['path']}: page header and footer contradict each other, or the encoding is wrong")
    page = unpack(page, size, chunk.get(4), column, rows)
    present, position = read_levels(page, column, rows, entries)
    return list(split_rows(page[position:], column, present))


def unpack(page, size, codec, column, rows):
    # Sizes are checked against what can be due, and what can come out of so few bytes, before memory is taken.
    most = (MOST_TEXT + MOST_GROUP) if column["type"] == "string" else rows * column["length"] * WIDTHS[column["type"]]
    if rows > 1 and column["type"] != "string":
        most = min(most, MOST_GROUP)
    check(size <= most + 8 + 32 * rows and size <= (len(page) + 1) * MOST_RATIO, f"{column['path']}: a page of {size} bytes is announced")
    if codec == UNCOMPRESSED:
        check(len(page) == size, f"{column['path']}: the page has the wrong size")
        return page
    check(codec == ZSTD, f"{column['path']}: codec {codec}")
    try:
        unpacked = zstandard.ZstdDecompressor().decompress(page, max_output_size=size)
    except zstandard.ZstdError as fault:
        raise Refused("Damaged", f"{column['path']}: {fault}") from fault
    check(len(unpacked) == size, f"{column['path']}: the page has the wrong size")
    return unpacked


def read_levels(page, column, rows, entries):
    """Which rows have a value, and where the values begin."""
    position, levels = 0, []
    for _ in range((1 if column["list"] else 0) + (1 if column["optional"] else 0)):
        check(position + 4 <= len(page), "the levels are cut off")
        length = int.from_bytes(page[position:position + 4], "little")
        check(length <= len(page) - position - 4, "the levels are longer than the page")
        levels.append(runs(page[position + 4:position + 4 + length], entries))
        position += 4 + length
    highest, length = (2 if column["list"] else 1), column["length"]
    if not column["optional"]:
        check(entries == rows, "there are too few or too many values")
        return [True] * rows, position
    present, at = [], 0
    definition = levels[-1]
    while at < entries:
        present.append(definition[at] == highest)
        check(definition[at] in (0, highest), "a list is empty")
        at += length if present[-1] else 1
    expected = b"".join((bytes([highest]) * length if p else b"\0") for p in present)
    repetition = b"".join((b"\0" + b"\1" * (length - 1) if p else b"\0") for p in present)
    check(len(present) == rows and definition == expected and (not column["list"] or levels[0] == repetition), "the levels are wrong")
    return present, position


def runs(data, entries):
    """RLE runs of levels below 256, each a length and a byte."""
    thrift, levels = Thrift(data), bytearray()
    while thrift.position < len(data):
        head = thrift.varint()
        check(head & 1 == 0 and head >> 1 <= entries - len(levels), "the levels are not RLE runs of as many entries")
        levels += thrift.take(1) * (head >> 1)
    check(len(levels) == entries, "there are too few levels")
    return bytes(levels)


def split_rows(values, column, present):
    if column["type"] == "string":
        for there in present:
            if there:
                length = int.from_bytes(values[:4], "little")
                check(len(values) >= 4 and length <= len(values) - 4, "a text is cut off")
                check(values[4:4 + length].decode("utf-8", "replace").encode("utf-8") == values[4:4 + length], "a text is no UTF-8")
                yield values[4:4 + length]
                values = values[4 + length:]
            else:
                yield None
        check(not values, "bytes are left")
        return
    width, count = WIDTHS[column["type"]], sum(present) * column["length"]
    check(len(values) == width * count, f"{column['path']}: {len(values)} bytes of values are there, {width * count} are due")
    if column["type"] in ("double", "list<float>", "list<double>"):
        joined = bytearray(len(values))
        for i in range(width):
            joined[i::width] = values[i * count:(i + 1) * count]
        values = bytes(joined)
    size = width * column["length"]
    at = 0
    for there in present:
        yield values[at:at + size] if there else None
        at += size if there else 0


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    opened = False
    try:
        columns, groups = open_recording(data)
        opened = True
        content = {column["path"]: [] for column in columns}
        for first, rows, chunks in groups:
            for column, chunk in zip(columns, chunks):
                values = read_chunk(data, column, chunk, rows)
                if column["path"] == "epoch":
                    check(values == [struct.pack("<i", first + row) for row in range(rows)], "epochs do not follow one another")
                content[column["path"]] += [encode(value, column) for value in values]
        return {"rows": sum(rows for _, rows, _ in groups), "columns": content}
    except Refused as refused:
        return {"fault": refused.fault, "message": str(refused), "opens": opened}


def encode(value, column):
    if value is None:
        return None
    return value.decode("utf-8") if column["type"] == "string" else base64.b64encode(value).decode("ascii")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(json.dumps(read(name)))

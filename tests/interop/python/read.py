"""Reads recordings with nothing but SPECIFICATION.md, the Python standard library and Zstandard (Debian: python3-zstandard).

    /usr/bin/python3 read.py FILE_OR_FOLDER...

It writes a line of JSON for each file, or folder of a live recording: its rows and, for each column, the list of its rows, each null, a text,
or the base64 of its values' little-endian bytes; or, of one that a reader must refuse, the fault, what is wrong and whether it could be
opened. It is written to be understood, so it reads whole files and is slow.
"""

import base64
import json
import os
import re
import resource
import struct
import sys

import zstandard

WIDTHS = {"int32": 4, "int64": 8, "double": 8, "list<float>": 4, "list<double>": 8, "list<int64>": 8}
PHYSICAL = {"int32": 1, "int64": 2, "double": 5, "string": 6, "list<float>": 4, "list<double>": 5, "list<int64>": 2}
PLAIN, RLE, BYTE_STREAM_SPLIT = 0, 3, 9
UNCOMPRESSED, ZSTD = 0, 6
MOST_MANIFEST, MOST_TEXT, MOST_VALUES, MOST_COLUMNS = 64 << 20, 16 << 20, 1 << 28, 100_000
MOST_ROWS, MOST_GROUP, MOST_RATIO, MOST_DEPTH, MOST_MANIFEST_DEPTH = 65_536, 4 << 20, 32_768, 16, 32
ROW_BYTES = 64
MOST_MEMORY = 1 << 30  # Far more than any file here needs, and less than some announce.


class Refused(Exception):
    """A file that is no recording, or not a whole one."""

    def __init__(self, fault, message):
        super().__init__(message)
        self.fault = fault


def check(condition, message):
    if not condition:
        raise Refused("Damaged", message)


def get(fields, name, kind, default=None):
    """A field of a structure or JSON object, which must be of this kind; bool is none of int."""
    check(type(fields) is dict, "something else is where a structure belongs")
    value = fields.get(name, default)
    if type(value) is not kind:
        raise Refused("Damaged", f"{name} is {value!r:.40}, not {kind.__name__}")
    return value


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
            # A truth value takes a byte in a list, and none in a field.
            kind = 3 if head & 15 in (1, 2) else head & 15
            return [self.value(kind, depth + 1) for _ in range(count)]
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
    thrift = Thrift(footer)
    fields = thrift.struct()
    check(thrift.position == length, "bytes are left behind the footer's end")
    entries = [(get(entry, 1, bytes, b""), get(entry, 2, bytes, b"")) for entry in get(fields, 5, list, [])]
    keys = dict(entries)
    if b"trainrecorder.manifest" not in keys:
        raise Refused("Foreign", "no manifest")
    check(len(keys) == len(entries), "a key is there twice")
    manifest = read_manifest(keys)
    check_footer(footer, keys)
    columns = read_columns(manifest)
    check(tree(get(fields, 2, list)) == expected_tree(columns), "the schema is not that of the columns")
    groups = read_groups(fields, keys, columns, start)
    check(get(fields, 3, int) == sum(rows for _, rows, _ in groups), "the row groups have another number of rows than is announced")
    return manifest, columns, groups


def read_manifest(keys):
    text = keys[b"trainrecorder.manifest"]
    check(len(text) <= MOST_MANIFEST, "the manifest is too large")
    check(keys.get(b"trainrecorder.manifest.crc32c") == b"%08x" % crc32c(text), "the manifest's checksum is wrong")
    check_depth(text)
    try:
        # Of a number with very many digits the first ones say enough.
        manifest = json.loads(text.decode("utf-8"), object_pairs_hook=unique, parse_int=lambda digits: int(digits[:20]), parse_constant=int)
        json.dumps(manifest, ensure_ascii=False).encode("utf-8")  # Half of a pair of surrogates is no text.
    except ValueError as fault:
        raise Refused("Damaged", f"the manifest is no JSON: {fault}") from fault
    check(type(manifest) is dict, "the manifest is no JSON object")
    # Nothing else is looked at before this: in a later version it may have another form.
    version, extensions = manifest.get("format_version"), manifest.get("extensions", [])
    if type(version) is int and version > 1:
        raise Refused("Newer", f"format version {version}")
    for extension in extensions if type(extensions) is list else []:
        if type(extension) is dict and extension.get("must_understand") is True:
            raise Refused("Newer", f"extension {extension.get('name')}")
    check(type(version) is int and version == 1, f"format version {version!r:.40}")
    get(manifest, "run", str, "")
    for extension in get(manifest, "extensions", list, []):
        get(extension, "name", str, "")
        get(extension, "must_understand", bool, False)
    return manifest


def check_depth(text):
    depth = 0
    for token in re.finditer(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', text, re.DOTALL):
        depth += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(token[0], 0)
        check(depth <= MOST_MANIFEST_DEPTH, f"the manifest has more than {MOST_MANIFEST_DEPTH} objects and lists within one another")


def unique(pairs):
    fields = dict(pairs)
    check(len(fields) == len(pairs), "a name is twice in an object of the manifest")
    return fields


def check_footer(footer, keys):
    checksum = keys.get(b"trainrecorder.footer.crc32c", b"")
    key = footer.rfind(b"trainrecorder.footer.crc32c")
    place = footer.find(checksum, key + len("trainrecorder.footer.crc32c"))
    check(len(checksum) == 8 and key >= 0 and place >= 0, "the footer has no checksum")
    zeroed = footer[:place] + b"00000000" + footer[place + 8:]
    check(checksum == b"%08x" % crc32c(zeroed), "the footer's checksum is wrong")


def read_columns(manifest):
    columns = get(manifest, "columns", list, [])
    check(3 <= len(columns) <= MOST_COLUMNS, "there are too few or too many columns")
    first = [(get(column, "path", str, ""), get(column, "type", str, "")) for column in columns[:3]]
    check(first == [("epoch", "int32"), ("step", "int64"), ("elapsed_seconds", "double")], "the first three columns are others")
    groups, paths = [], set()
    for index, column in enumerate(columns):
        path, kind = get(column, "path", str, ""), get(column, "type", str, "")
        check(re.fullmatch(r"[a-z][a-z0-9_]{0,63}(\.[a-z][a-z0-9_]{0,63})?", path), f"column {index} has a bad path")
        check(path not in paths, f"{path} is there twice")
        paths.add(path)
        group = path.split(".")[0]
        if not groups or groups[-1] != group or "." not in path:
            groups.append(group)
        check(kind in PHYSICAL, f"{path} has a bad type")
        shape, axes, labels = (get(column, name, list, []) for name in ("shape", "axes", "labels"))
        check(all(type(size) is int and size >= 1 for size in shape), f"{path} has an axis that is empty, or none")
        check(all(type(name) is str for name in axes + labels), f"{path} has a name that is no text")
        column["list"] = kind.startswith("list")
        column["optional"] = index >= 3
        check(bool(shape) == column["list"], f"{path}: a list has a shape, a scalar has none")
        if column["list"]:
            check(len(axes) == len(shape), f"{path} has other axes than its shape")
            check(not labels or len(labels) == shape[-1], f"{path} has another number of labels than its last axis is long")
        check(0 <= get(column, "keep_mantissa_bits", int, 0) <= 23, f"{path} keeps a number of bits that no float has")
        length = 1
        for size in shape:
            length *= size
        check(length <= MOST_VALUES, f"{path} is too large")
        column["length"] = length
    check(len(set(groups)) == len(groups), "the columns of a group do not stand together")
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
    return [(get(e, 4, bytes).decode("utf-8", "replace"), e.get(1), e.get(3), e.get(5, 0), e.get(6)) for e in schema]


# ---- Step 2: the place

def read_groups(footer, keys, columns, end):
    """Row groups: first epoch, rows, and the chunks' metadata, checked to follow one another without a gap from byte 4 to the footer."""
    try:
        checksums = base64.b64decode(keys.get(b"trainrecorder.chunks.crc32c", b""), validate=True)
    except ValueError as fault:
        raise Refused("Damaged", "the chunks' checksums cannot be read") from fault
    groups, position, epoch, given = [], 4, None, get(footer, 4, list)
    check(len(checksums) == 4 * len(given) * len(columns), "there are too few or too many checksums")
    for group in given:
        rows, chunks = get(group, 3, int), [get(chunk, 3, dict) for chunk in get(group, 1, list)]
        check(len(chunks) == len(columns) and 1 <= rows <= MOST_ROWS, "a row group has other columns, or a bad number of rows")
        check(all(1 not in chunk for chunk in group[1]), "a chunk lies in another file")
        statistics = get(chunks[0], 12, dict, {})
        low, high = get(statistics, 6, bytes, b""), get(statistics, 5, bytes, b"")
        check(len(low) == 4 and len(high) == 4, "epoch has no statistics")
        first, last = struct.unpack("<ii", low + high)
        check(first >= 0 and last - first + 1 == rows and epoch in (None, first), "epochs do not follow one another")
        epoch = last + 1
        for column, chunk in zip(columns, chunks):
            check_chunk(column, chunk)
            size = get(chunk, 7, int)
            check(chunk.get(9) == position and 0 < size <= end - position, "a chunk leaves a gap, overlaps or lies outside")
            chunk["crc"], checksums = int.from_bytes(checksums[:4], "little"), checksums[4:]
            position += size
        groups.append((first, rows, chunks))
    check(position == end, "bytes lie between the data and the footer")
    return groups


def check_chunk(column, chunk):
    path = column["path"].split(".") + (["list", "element"] if column["list"] else [])
    check(get(chunk, 1, int) == PHYSICAL[column["type"]], f"{column['path']}: the chunk has another type")
    check(chunk.get(3) == [part.encode() for part in path], f"{column['path']}: the chunk is that of another column")
    check(get(chunk, 4, int) in (UNCOMPRESSED, ZSTD), f"{column['path']}: codec {chunk[4]}")
    check(get(chunk, 5, int) >= 1 and get(chunk, 6, int) >= 1, f"{column['path']}: the chunk is empty")
    values = [encoding for encoding in get(chunk, 2, list) if encoding != RLE]
    check(values[-1:] in ([PLAIN], [BYTE_STREAM_SPLIT]), f"{column['path']}: encodings {chunk[2]}")
    chunk["encoding"] = values[-1]


# ---- Step 3: the tensor

def read_chunk(data, column, chunk, rows):
    """The rows of a column chunk: each None, or the bytes of its values."""
    stored = data[chunk[9]:chunk[9] + chunk[7]]
    check(crc32c(stored) == chunk["crc"], f"{column['path']}: the checksum is wrong")
    thrift = Thrift(stored)
    header = thrift.struct()
    page, details = stored[thrift.position:], get(header, 5, dict, {})
    size, entries = get(header, 2, int), get(details, 1, int)
    encoding = BYTE_STREAM_SPLIT if column["type"] in ("double", "list<float>", "list<double>") else PLAIN
    check(header.get(1) == 0, f"{column['path']}: no data page of version 1")
    check(
        header.get(3) == len(page) and size >= 1 and size + thrift.position == chunk[6] and entries == chunk[5] and details.get(2) == chunk["encoding"],
        f"{column['path']}: page header and footer contradict each other")
    check(details.get(2) == encoding, f"{column['path']}: the values have encoding {details.get(2)}")
    check(details.get(3) == RLE and details.get(4) == RLE, f"{column['path']}: the levels have another encoding than RLE")
    page = unpack(page, size, chunk[4], column, rows)
    present, position = read_levels(page, column, rows, entries)
    return list(split_rows(page[position:], column, present))


def unpack(page, size, codec, column, rows):
    # Sizes are checked against what can be due, and what can come out of so few bytes, before memory is taken.
    most = MOST_TEXT if column["type"] == "string" else rows * column["length"] * WIDTHS[column["type"]]
    if rows > 1:
        most = min(most, MOST_GROUP)
    check(size <= most + 8 + 24 * rows, f"{column['path']}: a page of {size} bytes is announced")
    check(size <= (len(page) + 1) * MOST_RATIO, f"{column['path']}: {size} bytes cannot come from {len(page)}")
    if codec == UNCOMPRESSED:
        check(len(page) == size, f"{column['path']}: the page has the wrong size")
        return page
    check(content_size(page) == size, f"{column['path']}: the frame holds another number of bytes than is announced")
    try:
        return zstandard.ZstdDecompressor().decompress(page)
    except zstandard.ZstdError as fault:
        raise Refused("Damaged", f"{column['path']}: {fault}") from fault


def content_size(page):
    """What one Zstandard frame, with nothing behind it, says of its content (RFC 8878, 3.1.1)."""
    check(len(page) >= 6 and page[:4] == b"\x28\xb5\x2f\xfd", "a page is no frame of Zstandard")
    flags = page[4]
    single = flags >> 5 & 1
    width, at = (single, 2, 4, 8)[flags >> 6], 6 - single + (0, 1, 2, 4)[flags & 3]
    check(width > 0, "a frame does not say the size of its content")
    size = int.from_bytes(page[at:at + width], "little") + (256 if width == 2 else 0)
    at, last = at + width, 0
    while not last:
        check(at + 3 <= len(page), "a frame is cut off")
        head = int.from_bytes(page[at:at + 3], "little")
        last, at = head & 1, at + 3 + (1 if head >> 1 & 3 == 1 else head >> 3)
    check(at + (flags & 4) == len(page), "a page is not one frame")
    return size


def read_levels(page, column, rows, entries):
    """Which rows have a value, and where the values begin."""
    position, parts = 0, []
    for _ in range((1 if column["list"] else 0) + (1 if column["optional"] else 0)):
        check(position + 4 <= len(page), "the levels are cut off")
        length = int.from_bytes(page[position:position + 4], "little")
        check(length <= len(page) - position - 4, "the levels are longer than the page")
        parts.append(page[position + 4:position + 4 + length])
        position += 4 + length
    highest, length = (2 if column["list"] else 1), column["length"]
    if not column["optional"]:
        check(entries == rows, "there are too few or too many values")
        return [True] * rows, position
    present, at = [], 0
    definition = runs(parts[-1], entries)
    while at < entries:
        present.append(definition[at] == highest)
        at += length if present[-1] else 1
    check(len(present) == rows, "the levels have another number of rows")
    # One way to write them is enough, so they are compared with what they must be.
    expected = [(length, highest) if there else (1, 0) for there in present]
    repetition = [run for there in present for run in ((1, 0), (length - 1 if there else 0, 1))]
    check(at == entries and parts == ([written(repetition)] if column["list"] else []) + [written(expected)], "the levels are wrong")
    return present, position


def runs(data, entries):
    """RLE runs of levels below 256, each a length and a byte."""
    thrift, levels = Thrift(data), bytearray()
    while thrift.position < len(data):
        head = thrift.varint()
        check(head & 1 == 0 and 0 < head >> 1 <= entries - len(levels), "the levels are not RLE runs of as many entries")
        levels += thrift.take(1) * (head >> 1)
    check(len(levels) == entries, "there are too few levels")
    return bytes(levels)


def written(levels):
    """Counts and levels as RLE runs, equal neighbours in one."""
    joined, data = [], bytearray()
    for count, level in levels:
        if joined and joined[-1][1] == level:
            joined[-1][0] += count
        elif count:
            joined.append([count, level])
    for count, level in joined:
        head = count << 1
        while head >= 0x80:
            data.append(head & 0x7F | 0x80)
            head >>= 7
        data += bytes([head, level])
    return bytes(data)


def split_rows(values, column, present):
    if column["type"] == "string":
        for there in present:
            if there:
                length = int.from_bytes(values[:4], "little")
                check(len(values) >= 4 and length <= len(values) - 4, "a text is cut off")
                check(length <= MOST_TEXT, "a text is too long")
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


def raw_size(column, values):
    """What rows of a column count towards the raw size of their row group."""
    return sum(len(value) for value in values if value is not None) if column["list"] or column["type"] == "string" else 0


def read_file(data):
    """Epochs and, for each column, the list of its rows."""
    manifest, columns, groups = open_recording(data)
    yield manifest, columns, groups
    epochs, content = [], {column["path"]: [] for column in columns}
    for first, rows, chunks in groups:
        size = rows * ROW_BYTES
        for column, chunk in zip(columns, chunks):
            values = read_chunk(data, column, chunk, rows)
            if column["path"] == "epoch":
                check(values == [struct.pack("<i", first + row) for row in range(rows)], "epochs do not follow one another")
            content[column["path"]] += [encode(value, column) for value in values]
            size += raw_size(column, values)
        check(rows == 1 or size <= MOST_GROUP, f"a row group of {rows} rows has a raw size of {size} bytes")
        epochs += range(first, first + rows)
    yield epochs, content


# ---- A folder

SEGMENT = re.compile(r"(0|[1-9][0-9]*)-(0|[1-9][0-9]*)\.a(0|[1-9][0-9]*)\.parquet")


def files_of(folder):
    """The files of a folder that count, each with its attempt, first and last epoch, which a sealed file has not in its name."""
    names = sorted(os.listdir(folder))
    segments = [(name, [int(number) for number in match.groups()]) for name in names if (match := SEGMENT.fullmatch(name))]
    others = [name for name in names if name.endswith(".parquet") and not SEGMENT.fullmatch(name)]
    if len(others) == 1:
        try:
            sealed = identity(os.path.join(folder, others[0]))
            if not segments or sealed == identity(os.path.join(folder, segments[0][0])):
                return [(others[0], None)]
        except Refused as refused:
            if refused.fault != "Foreign":
                raise
    if not segments:
        raise Refused("Missing", "there is no segment")
    return segments


def identity(path):
    manifest, columns, _ = next(read_file(contents(path)))
    return manifest.get("run", ""), columns


def contents(path):
    with open(path, "rb") as file:
        return file.read()


def read_folder(folder):
    """The rows of all segments; of two rows of the same epoch that of the higher attempt."""
    rows, of_all = {}, None
    for name, numbers in files_of(folder):
        path = os.path.join(folder, name)
        check(of_all in (None, identity(path)), f"{name} is of another recording than the segments before")
        of_all = identity(path)
        epochs, content = list(read_file(contents(path)))[1]
        first, last, attempt = numbers or (epochs[0], epochs[-1], 0)
        check(epochs and (epochs[0], epochs[-1]) == (first, last), f"{name} has other epochs")
        for row, epoch in enumerate(epochs):
            before = rows.get(epoch, (-1, None))[0]
            check(before != attempt, f"epoch {epoch} is in two segments of attempt {attempt}")
            if attempt > before:
                rows[epoch] = (attempt, {path: values[row] for path, values in content.items()})
    return {"rows": len(rows), "columns": {column["path"]: [rows[epoch][1][column["path"]] for epoch in sorted(rows)] for column in of_all[1]}}


def read(path):
    opened = False
    try:
        if os.path.isdir(path):
            return read_folder(path)
        steps = read_file(contents(path))
        next(steps)
        opened = True
        epochs, content = next(steps)
        return {"rows": len(epochs), "columns": content}
    except Refused as refused:
        return {"fault": refused.fault, "message": str(refused), "opens": opened}


def encode(value, column):
    if value is None:
        return None
    return value.decode("utf-8") if column["type"] == "string" else base64.b64encode(value).decode("ascii")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    for name in sys.argv[1:]:
        print(json.dumps(read(name)))

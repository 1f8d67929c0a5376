// Reads the Parquet files named as arguments and writes their content as JSON, one line a file: for each column the list
// of its rows, each null, a text, or the base64 of its values' little-endian bytes.
import { readFileSync } from 'node:fs'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const arrays = { FLOAT: Float32Array, DOUBLE: Float64Array, INT32: Int32Array, INT64: BigInt64Array }

const canonicalNaN = { FLOAT: [0, 0, 0xc0, 0x7f], DOUBLE: [0, 0, 0, 0, 0, 0, 0xf8, 0x7f] }

function encode(value, type) {
  if (value === null || value === undefined) return null
  if (type === 'BYTE_ARRAY') return value
  const values = Array.isArray(value) || ArrayBuffer.isView(value) ? Array.from(value) : [value]
  const typed = arrays[type].from(values)
  const bytes = Buffer.from(typed.buffer)
  // JavaScript knows one NaN only, of no particular bits.
  values.forEach((v, i) => {
    if (Number.isNaN(v)) bytes.set(canonicalNaN[type], i * typed.BYTES_PER_ELEMENT)
  })
  return bytes.toString('base64')
}

for (const path of process.argv.slice(2)) {
  const bytes = readFileSync(path)
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const metadata = parquetMetadata(file)
  const rows = await parquetReadObjects({ file, metadata, compressors })
  const leaves = leavesOf(metadata.schema)
  const columns = {}
  for (const { path: parts, type } of leaves) {
    columns[parts.join('.')] = rows.map(row => encode(parts.reduce((value, part) => value?.[part], row), type))
  }
  console.log(JSON.stringify({ rows: rows.length, columns }))
}

// The columns with their paths; what a list is made of is left out of its path.
function leavesOf(schema) {
  let next = 1
  const leaves = []
  const walk = (count, parents) => {
    for (let i = 0; i < count; i++) {
      const element = schema[next++]
      const path = [...parents, element.name]
      if (element.num_children) walk(element.num_children, path)
      else leaves.push({ path: path.slice(-2).join('.') === 'list.element' ? path.slice(0, -2) : path, type: element.type })
    }
  }
  walk(schema[0].num_children, [])
  return leaves
}

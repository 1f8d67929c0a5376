// Reads the Parquet files named as arguments and writes their content as JSON, one line a file: for each column the list
// of its rows, each null, a text, or the base64 of its values' little-endian bytes.
import { readFileSync } from 'node:fs'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const arrays = { FLOAT: Float32Array, DOUBLE: Float64Array, INT32: Int32Array, INT64: BigInt64Array }

// A null is null in a column of its own, and undefined in a group.
function encode(value, type) {
  if (value === null || value === undefined) return null
  if (type === 'BYTE_ARRAY') return value
  // Of an array of JavaScript's own, whose NaNs are all the same, or of the bytes that were decoded.
  const typed = ArrayBuffer.isView(value) ? value : arrays[type].from(Array.isArray(value) ? value : [value], present)
  if (!(typed instanceof arrays[type])) throw new Error(`a ${type} is read as ${typed.constructor.name}`)
  return Buffer.from(typed.buffer, typed.byteOffset, typed.byteLength).toString('base64')
}

function present(value) {
  if (value === null || value === undefined) throw new Error('a value within a list is missing')
  return value
}

function member(row, name) {
  if (row === null || typeof row !== 'object' || !(name in row)) throw new Error(`there is no ${name}`)
  return row[name]
}

for (const path of process.argv.slice(2)) {
  const bytes = readFileSync(path)
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const metadata = parquetMetadata(file)
  const rows = await parquetReadObjects({ file, metadata, compressors })
  const leaves = leavesOf(metadata.schema)
  const columns = {}
  for (const { path: parts, type } of leaves) {
    columns[parts.join('.')] = rows.map(row => encode(parts.reduce(member, row), type))
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

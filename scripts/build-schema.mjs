// Writes the config's JSON Schema for editors. It is generated from the schema that the program uses.
import { writeFileSync } from 'node:fs'
import { configJsonSchema } from '../dist/src/config/json-schema.js'

const file = new URL('../dist/schema.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(configJsonSchema())}\n`)

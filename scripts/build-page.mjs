// Copies what of the dashboard's page is no script to where the compiler put the scripts.
import { copyFileSync, mkdirSync } from 'node:fs'

const from = new URL('../src/dashboard/page/', import.meta.url)
const to = new URL('../dist/src/dashboard/page/', import.meta.url)
mkdirSync(to, { recursive: true })
for (const file of ['index.html', 'style.css', 'icon.svg'])
  copyFileSync(new URL(file, from), new URL(file, to))

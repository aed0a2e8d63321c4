// Bundles the browser code into dist/browser: the dashboard's page and the script in reports.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { licences } from './licences.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const out = join(root, 'dist', 'browser')
const page = join(root, 'src', 'dashboard', 'page')

/** Bundles an entry and the modules that it imports into one script; returns the paths of the modules. */
async function bundle(entry, file, format) {
  const bundled = await rolldown({ input: join(root, entry), platform: 'browser' })
  const { output } = await bundled.write({ file: join(out, file), format, minify: true })
  await bundled.close()
  const [{ moduleIds, imports }] = output
  if (imports.length > 0)
    throw new Error(`${entry}: expected no imports that a browser lacks, found ${imports}`)
  return moduleIds
}

rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, 'dashboard'), { recursive: true })
const modules = await bundle('src/dashboard/page/main.ts', 'dashboard/main.js', 'es')
const group = await bundle('src/dashboard/page/group/main.ts', 'dashboard/group.js', 'es')
for (const file of ['group.html', 'group.css']) {
  cpSync(join(page, 'group', file), join(out, 'dashboard', file))
}
for (const file of ['index.html', 'style.css', 'icon.svg']) {
  cpSync(join(page, file), join(out, 'dashboard', file))
}
const uplot = createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css')
cpSync(uplot, join(out, 'dashboard', 'uplot.css'))
writeFileSync(join(out, 'dashboard', 'licences.txt'), licences([...modules, ...group]).join('\n'))

const reader = await bundle('src/report/html/browser/main.ts', 'report.js', 'iife')
const foreign = reader.filter((path) => path.includes('node_modules'))
if (foreign.length > 0)
  throw new Error(`expected no code of other packages in reports, found ${foreign.join(', ')}`)

// Bundles the browser code into dist/browser: the dashboard's page and the script in reports.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
const pages = { run: 'main.ts', group: 'group/main.ts' }
const modules = []
const shell = readFileSync(join(page, 'shell.html'), 'utf8')
for (const [name, entry] of Object.entries(pages)) {
  modules.push(...(await bundle(`src/dashboard/page/${entry}`, `dashboard/${name}.js`, 'es')))
  const content = readFileSync(join(page, dirname(entry), `${name}.html`), 'utf8')
  writeFileSync(
    join(out, 'dashboard', `${name}.html`),
    shell.replace('<!-- main -->', () => content),
  )
}
const uplot = createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css')
const styles = [uplot, join(page, 'style.css'), join(page, 'group', 'group.css')]
writeFileSync(
  join(out, 'dashboard', 'style.css'),
  styles.map((file) => readFileSync(file, 'utf8')).join('\n'),
)
cpSync(join(page, 'icon.svg'), join(out, 'dashboard', 'icon.svg'))
writeFileSync(join(out, 'dashboard', 'licences.txt'), licences([...new Set(modules)]).join('\n'))

const reader = await bundle('src/report/html/browser/main.ts', 'report.js', 'iife')
const foreign = reader.filter((path) => path.includes('node_modules'))
if (foreign.length > 0)
  throw new Error(`expected no code of other packages in reports, found ${foreign.join(', ')}`)

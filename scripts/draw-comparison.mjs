// Draws the picture of a comparison for a page of the docs: compare.png at half its width, which is that of a page, in less than half the bytes.
//   npm run build && node scripts/draw-comparison.mjs <folder of a comparison> <file.png>
import { writeFileSync } from 'node:fs'
import { pagePlace } from '../dist/src/artifacts/page-address.js'
import { readTrainingsFolder } from '../dist/src/artifacts/trainings/read-trainings.js'
import { trainingsReport } from '../dist/src/artifacts/trainings/report.js'
import { toPng } from '../dist/src/report/raster.js'

const [folder, file] = process.argv.slice(2)
if (folder === undefined || file === undefined) {
  console.error('draw-comparison: expected the folder of a comparison, and the file to write')
  process.exit(2)
}
const { plot } = trainingsReport(readTrainingsFolder(folder), pagePlace(folder, file), new Date())
writeFileSync(file, toPng(plot, 1))

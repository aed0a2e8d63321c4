import { ChartReader } from './chart-reader.ts'
import { darkenFilms } from './dark-films.ts'

darkenFilms()
for (const chart of document.querySelectorAll<HTMLElement>('.chart')) new ChartReader(chart)

// Paper cannot be opened.
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details')) details.open = true
})

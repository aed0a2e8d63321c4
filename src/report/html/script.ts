/**
 * The page's only script: it adds to every chart what pointer and arrow keys read. All is there without it but that. No
 * text of a user's is ever parsed: it goes in by `textContent`.
 */
export const SCRIPT: string = `'use strict'
const SVG = 'http://www.w3.org/2000/svg'
const shape = (name, kind, parent) => {
  const made = document.createElementNS(SVG, name)
  made.setAttribute('class', kind)
  return parent.appendChild(made)
}
const word = (name, text, parent) => {
  const made = document.createElement(name)
  made.textContent = text
  return parent.appendChild(made)
}
const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const figure = (value) => {
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return value.toExponential(3)
  return String(Number(value.toPrecision(4)))
}
for (const chart of document.querySelectorAll('.chart')) {
  const data = JSON.parse(chart.querySelector('script').textContent)
  const plot = chart.querySelector('.plot')
  const tip = plot.querySelector('.tip')
  const last = data.x.length - 1
  if (last < 0) continue
  const reader = shape('svg', 'reader', plot)
  reader.setAttribute('aria-hidden', 'true')
  const cursor = shape('line', 'cursor', reader)
  cursor.setAttribute('y1', '0')
  cursor.setAttribute('y2', '100%')
  const marks = data.series.map(({ tone }) => shape('circle', 'mark ' + tone, reader))
  let at = last
  const hide = () => {
    reader.style.display = 'none'
    tip.hidden = true
  }
  const scale = () => (chart.querySelector('input[value=log]').checked ? 'log' : 'linear')
  const height = (value) => {
    const kind = scale()
    const extent = data[kind]
    if (extent === null || value === null || (kind === 'log' && value <= 0)) return null
    const [low, high, here] = kind === 'log' ? [...extent, value].map(Math.log10) : [...extent, value]
    const share = 1 - (here - low) / (high - low)
    return share >= -0.005 && share <= 1.005 ? share : null
  }
  const show = (row) => {
    at = Math.max(0, Math.min(last, row))
    const place = (data.x[at] - data.from) / (data.to - data.from)
    reader.style.display = ''
    cursor.setAttribute('x1', place * 100 + '%')
    cursor.setAttribute('x2', place * 100 + '%')
    tip.replaceChildren()
    word('b', 'generation ' + grouped.format(data.generations[at]), tip)
    word('small', grouped.format(data.x[at]) + ' evaluations', tip)
    const said = []
    for (let i = data.series.length - 1; i >= 0; i--) {
      const { name, tone, y } = data.series[i]
      const level = height(y[at])
      marks[i].style.display = level === null ? 'none' : ''
      marks[i].setAttribute('cx', place * 100 + '%')
      marks[i].setAttribute('cy', (level ?? 0) * 100 + '%')
      marks[i].setAttribute('r', '4')
      if (y[at] === null) continue
      const row = word('div', '', tip)
      row.className = 'row'
      word('span', '', row).className = 'swatch ' + tone
      word('span', name, row)
      word('span', figure(y[at]), row)
      said.push(name + ' ' + figure(y[at]))
    }
    tip.hidden = false
    const room = plot.clientWidth
    const left = place * room + 14
    const beside = left + tip.offsetWidth <= room ? left : place * room - 14 - tip.offsetWidth
    tip.style.left = Math.max(-40, beside) + 'px'
    plot.setAttribute('aria-valuenow', String(at))
    plot.setAttribute(
      'aria-valuetext',
      'generation ' + grouped.format(data.generations[at]) + ', ' + grouped.format(data.x[at]) +
        ' evaluations: ' + said.join(', '),
    )
  }
  const nearest = (x) => {
    let low = 0
    let high = last
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (data.x[middle] <= x) low = middle
      else high = middle
    }
    return x - data.x[low] < data.x[high] - x ? low : high
  }
  const point = (event) => {
    const box = plot.getBoundingClientRect()
    show(nearest(data.from + ((event.clientX - box.left) / box.width) * (data.to - data.from)))
  }
  const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 25, PageDown: -25 }
  plot.addEventListener('pointermove', point)
  plot.addEventListener('pointerdown', point)
  plot.addEventListener('pointerleave', () => {
    if (document.activeElement !== plot) hide()
  })
  plot.addEventListener('focus', () => show(at))
  plot.addEventListener('blur', hide)
  plot.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return hide()
    const target = event.key === 'Home' ? 0 : event.key === 'End' ? last : at + (steps[event.key] ?? Number.NaN)
    if (Number.isNaN(target) || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    show(target)
  })
  chart.addEventListener('change', () => {
    if (!tip.hidden) show(at)
  })
  hide()
}
addEventListener('beforeprint', () => {
  for (const part of document.querySelectorAll('details')) part.open = true
})
`

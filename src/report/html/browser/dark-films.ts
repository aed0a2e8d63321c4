/**
 * Gives films their dark colours where the page is dark. All colours of a film stand at its beginning, so a page holds that twice
 * and the frames once.
 */
export function darkenFilms(): void {
  for (const film of document.querySelectorAll<HTMLImageElement>('img[data-dark]')) {
    const { dark = '' } = film.dataset
    const [head = '', bytes = ''] = film.src.split(',')
    const source = document.createElement('source')
    source.media = 'screen and (prefers-color-scheme: dark)'
    source.srcset = `${head},${dark}${bytes.slice(dark.length)}`
    film.before(source)
    film.removeAttribute('data-dark')
  }
}

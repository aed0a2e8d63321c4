import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { reportName } from './drawing/pictures.ts'

/** A report: what it is of, and where it goes. */
export interface PagePlace {
  /** The folder that it is of, as the reader sees it. */
  readonly folder: string
  /** The folder that its file goes to. */
  readonly page: string
}

/**
 * Where the report of a folder goes.
 * @param report the path of its file; default: `report.html` in the folder
 */
export function pagePlace(folder: string, report: string = join(folder, reportName)): PagePlace {
  return { folder, page: dirname(resolve(report)) }
}

/**
 * The address by which a page links to a file or a folder.
 * @param target a path; with a separator at its end, a folder
 */
export function addressFrom({ page }: Pick<PagePlace, 'page'>, target: string): string {
  const place = relative(page, target)
  // On Windows nothing is relative to another drive.
  if (isAbsolute(place)) return pathToFileURL(target).href
  const end = target.endsWith(sep) ? '/' : ''
  return place.split(sep).map(encodeURIComponent).join('/') + end
}

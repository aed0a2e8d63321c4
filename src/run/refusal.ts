const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'a read-only file system',
  ENOSPC: 'a full disk',
  EDQUOT: 'a disk quota that is used up',
  ENOTDIR: 'a file where a folder should be',
  EEXIST: 'something of that name',
  EISDIR: 'a folder of that name',
  ENOENT: 'a place that takes no files',
  ENAMETOOLONG: 'a name that is too long',
}

/** What the system found when it refused to write, in words; its own message where there are none. */
export function refusal(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  return reasons[code] ?? message
}

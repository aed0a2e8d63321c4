const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'a read-only file system',
  ENOSPC: 'a full disk',
  EDQUOT: 'a disk quota that is used up',
  EFBIG: 'a limit on the size of files (ulimit -f)',
  EMFILE: 'too many open files (ulimit -n)',
  ENFILE: 'too many open files on this machine',
  ENOTDIR: 'a file where a folder should be',
  EEXIST: 'something of that name',
  EISDIR: 'a folder of that name',
  ENOENT: 'a place where no files can be created',
  ENAMETOOLONG: 'a name that is too long',
}

/** Describes why the system refused to write; falls back to the system's message. */
export function refusal(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  return reasons[code] ?? message
}

/** Whether there is no room left, as opposed to a file that cannot be written at all. */
export function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException | undefined)?.code ?? '')
}

/** The commands of Redis that attempts need. */
export interface CountCommands {
  /** Adds 1 to a number of a hash that expires after so many seconds. @returns the sum */
  count(key: string, field: string, seconds: number): Promise<number>
  /** Removes a number of a hash. */
  forget(key: string, field: string): Promise<void>
}

/** A batch has at most so many workers that died over it. */
const most = 2

/** What a coordinator that has died leaves behind is gone after so many seconds. */
const lifeSeconds = 3600

/**
 * Counts the workers that began a batch and never came to its end. BullMQ counts those that had it, also those that died over
 * another batch, so one that kills its workers would take those with it that waited beside it.
 */
export class Attempts {
  private readonly commands: CountCommands
  private readonly key: string

  /** @param prefix what the keys of the run begin with */
  constructor(commands: CountCommands, prefix: string) {
    this.commands = commands
    this.key = `${prefix}:begun`
  }

  /**
   * Notes that a batch begins.
   * @param repeated whether another worker has had it before; only then an answer of Redis is awaited
   * @returns whether it may: too many have died over it otherwise
   */
  async begin(id: string, repeated: boolean): Promise<boolean> {
    const begun = this.commands.count(this.key, id, lifeSeconds).catch(() => 1)
    return !repeated || (await begun) <= most
  }

  /** Notes that a batch has come to its end, however that was. */
  end(id: string): void {
    this.commands.forget(this.key, id).catch(() => {})
  }
}

import { describe, expect, it } from 'vitest'
import { withPort } from '../../../src/cli/program/arguments.ts'
import { dashboardPort } from '../../../src/cli/train/dashboard.ts'

describe('the option --dashboard', () => {
  it('takes a port, or none for any free one', () => {
    expect(withPort(['--dashboard', 'c.yaml'])).toEqual(['--dashboard=0', 'c.yaml'])
    expect(withPort(['c.yaml', '--dashboard'])).toEqual(['c.yaml', '--dashboard=0'])
    expect(withPort(['--dashboard', '8080', 'c.yaml'])).toEqual(['--dashboard', '8080', 'c.yaml'])
    expect(withPort(['--', '--dashboard'])).toEqual(['--', '--dashboard'])
    expect(dashboardPort(undefined)).toBeNull()
    expect(dashboardPort('0')).toBe(0)
    expect(dashboardPort('65535')).toBe(65535)
  })

  it('refuses what is no port', () => {
    expect(() => dashboardPort('70000')).toThrow(
      '--dashboard: expected a whole number from 0 to 65535, found 70000',
    )
  })
})

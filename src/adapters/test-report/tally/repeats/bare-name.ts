import { splitName } from '../../formats/split-name.ts'

const arrows = [' › ', ' > ', '::'] as const

/** @returns the name of a case without the classes and suites that some formats write into it, and others beside it */
export function bareName(name: string): string {
  const after = Math.max(...arrows.map((arrow) => endOf(name, arrow)))
  const last = after > 0 ? name.slice(after) : name
  const bare = last.includes('.') ? splitName(last)[1] : last
  return bare.endsWith('()') ? bare.slice(0, -2) : bare
}

/** @returns the innermost of what is around a bare name: a class without its package, the last heading of a nested one */
export function innermost(suite: string, name: string): string {
  const bare = bareName(name)
  const at = name.lastIndexOf(bare)
  const around = `${suite} › ${at > 0 ? name.slice(0, at) : ''}`
  return (
    around
      .split(/[.:\\/›>+$]+/)
      .map((one) => one.trim())
      .findLast((one) => one !== '') ?? ''
  )
}

const endOf = (text: string, arrow: string): number => {
  const at = text.lastIndexOf(arrow)
  return at === -1 ? 0 : at + arrow.length
}

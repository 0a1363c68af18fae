/**
 * @param full `Namespace.Class(arguments).Method<T>(arguments)`, as .NET writes it
 * @returns the class and what is left of the name; the class is empty for a name that is a sentence
 */
export function splitName(full: string): [suite: string, name: string] {
  let depth = 0
  let quoted = false
  let dot = -1
  for (let at = 0; at < full.length; at += 1) {
    const sign = full[at] ?? ''
    if (depth > 0 && sign === '"' && full[at - 1] !== '\\') quoted = !quoted
    else if (quoted) continue
    else if (sign === '(' || sign === '<') depth += 1
    else if (sign === ')' || sign === '>') depth -= 1
    else if (depth <= 0 && /\s/.test(sign)) return ['', full]
    else if (depth <= 0 && sign === '.') dot = at
  }
  return dot > 0 && /^[\p{L}_]/u.test(full.slice(dot + 1)) ? [full.slice(0, dot), full.slice(dot + 1)] : ['', full]
}

/** @returns the name without the class that it begins with */
export const withoutClass = (full: string, className: string): string =>
  className !== '' && full.startsWith(`${className}.`) ? full.slice(className.length + 1) : full

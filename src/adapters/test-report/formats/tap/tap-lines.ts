import { addText, type GatheredText, gatherText } from '../../input/case-text.ts'
import type { ReportLimits } from '../../report-limits.ts'
import { ReportRefused } from '../../report-refusal.ts'

export type TapLines = {
  write(piece: string): void
  /**
   * @returns a last line that no line break ends, empty where there is none
   * @throws {ReportRefused} `truncated` inside of a block
   */
  end(): string
}

/**
 * Cuts TAP into its lines, and takes out of it the YAML blocks behind test points, of any size and content, each in the
 * place of which a block that says nothing is handed on.
 */
export function makeTapLines(
  limits: ReportLimits,
  take: { line(line: string): void; block(block: string): void },
): TapLines {
  let held = ''
  let block: (GatheredText & { readonly indent: string }) | undefined
  let behindPoint = false

  const closeBlock = () => {
    if (block) take.block(block.text)
    block = undefined
  }
  const line = (text: string) => {
    if (block) {
      if (text.trim() === '' || text.startsWith(block.indent)) {
        if (text.trimEnd() !== `${block.indent}...`) return void addText(block, `${text.slice(block.indent.length)}\n`)
        take.line(`${block.indent}...\n`)
        return closeBlock()
      }
      take.line(`${block.indent}...\n`)
      closeBlock()
    }
    const opened = behindPoint ? /^(\s+)---\s*$/.exec(text)?.[1] : undefined
    behindPoint = /^\s*(not )?ok\b/.test(text)
    if (opened === undefined) return take.line(`${behindPoint ? withDirective(text) : text}\n`)
    block = { ...gatherText(limits.output), indent: opened }
    take.line(`${opened}---\n${opened}taken: out\n`)
  }

  return {
    write(piece) {
      const text = held + piece
      let from = 0
      // Line by line: a list of them all would outlive the collection of what is young, and so would its lines.
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
        line(text.slice(from, text[end - 1] === '\r' ? Math.max(from, end - 1) : end))
        from = end + 1
      }
      held = text.slice(from)
      if (held.length > limits.tag)
        throw new ReportRefused('hostile', `The TAP has a line of more than ${limits.tag} characters.`)
    },
    end() {
      // Its end mark closes a block; where that never came, more is missing.
      if (block) throw new ReportRefused('truncated', 'The TAP ends inside of a YAML block. Send the whole of it.')
      return held
    },
  }
}

/** A directive behind the first part of a point; a hash in front of it is one of its name. */
const directive = /^(.*?(?<!\\)(?:\\\\)*)((?<=\s)#\s*(?:skip|todo)|#\s*(?:skip|todo)\b)/i

/**
 * Perl's TAP::Parser needs no blank before a directive and finds it behind other hashes, which some runners write as they
 * are (`ok 1 fixes #12 # SKIP`); tap-parser does not.
 */
const withDirective = (point: string): string =>
  point.includes('#')
    ? point.replace(directive, (_, name: string, hash: string) => `${name.replaceAll(bareHash, '$1\\#')} ${hash}`)
    : point

const bareHash = /(?<!\\)((?:\\\\)*)#/g

import path from 'node:path'
import ts from 'typescript'
import { exists, root } from './repository.ts'

/**
 * Compiles the repository with some files changed or added, over and over in one process: what stays the same is read
 * once, and only what is asked for is checked.
 * @param roots the files that it begins with, by their paths
 * @returns what the compiler says in some of these, as `file: message`
 */
export function makeCompiler(roots: readonly string[]) {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options: own } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root)
  const options = { ...own, incremental: false }
  const host = ts.createCompilerHost(options)
  const known = new Map<string, ts.SourceFile | undefined>()
  let last: ts.Program | undefined
  return (files: ReadonlyMap<string, string>, checked: readonly string[] = roots): string[] => {
    const changed = new Map([...files].map(([file, text]) => [path.join(root, file), text]))
    const parsed = (file: string, language: ts.ScriptTarget | ts.CreateSourceFileOptions) => {
      const text = changed.get(file)
      const key = text === undefined ? file : `${file}\n${text}`
      if (!known.has(key))
        known.set(
          key,
          text === undefined ? host.getSourceFile(file, language) : ts.createSourceFile(file, text, language, true),
        )
      return known.get(key)
    }
    const there = roots.filter((file) => files.has(file) || exists(file)).map((file) => path.join(root, file))
    const program = ts.createProgram(
      there,
      options,
      {
        ...host,
        fileExists: (file) => changed.has(file) || host.fileExists(file),
        readFile: (file) => changed.get(file) ?? host.readFile(file),
        getSourceFile: parsed,
      },
      last,
    )
    last = program
    return checked.flatMap((file) => {
      const source = program.getSourceFile(path.join(root, file))
      if (!source) return []
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      return found.map(({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)
    })
  }
}

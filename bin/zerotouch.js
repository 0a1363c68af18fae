#!/usr/bin/env node
// Runs the TypeScript sources as they are: no build step, nothing stale. The compiler options are this project's own,
// wherever the program is called from.
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) })
await import('../src/main/cli.ts')

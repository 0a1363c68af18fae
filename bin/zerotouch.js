#!/usr/bin/env node
// Runs the TypeScript sources as they are: no build step, nothing stale (docs/decisions/0002).
import { register } from 'tsx/esm/api'

register()
await import('../src/main/cli.ts')

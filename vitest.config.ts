import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks',
    // One more than the cores of a small machine: many tests wait for processes, a browser or the database.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    unstubEnvs: true,
  },
})

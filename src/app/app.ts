export type App = Record<string, never>

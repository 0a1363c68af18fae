import { readFile } from 'node:fs/promises'
import { growJunit } from './grow-report.ts'

const fixture = (name: string): URL => new URL(`../tests/fixtures/health-reports/${name}`, import.meta.url)

/** Real reports that stand in for those of the sample clients. */
const names = { healthy: 'junit-eclipse-plugins.xml', failing: 'jest-3k.xml' } as const

/** A release report that the gate lets through: real passing cases, repeated until there are 21,500. */
export async function gateReport(): Promise<Iterable<string>> {
  const texts = await Promise.all(Object.values(names).map((name) => readFile(fixture(name), 'utf8')))
  return growJunit(texts, { passing: 21_500 })
}

/** 3,366 tests that all passed. */
export const healthyReport = async (): Promise<Iterable<string>> => [await readFile(fixture(names.healthy), 'utf8')]

/** 4,239 tests, two of which failed. */
export const failingReport = async (): Promise<Iterable<string>> => [await readFile(fixture(names.failing), 'utf8')]

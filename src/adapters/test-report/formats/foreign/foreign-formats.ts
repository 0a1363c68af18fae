/** A format that is known and not taken, and the way from it to one that is. */
export type ForeignFormat = { readonly name: string; readonly advice: string }

/** Its root is `test-suite`, as a part of a report of NUnit may have it. */
export const allureOne: ForeignFormat = {
  name: 'an Allure 1 report',
  advice: 'Send the JUnit XML that the runner writes beside it.',
}

/** Their root is `TestRun`, as that of TRX. */
export const cppUnit: ForeignFormat = {
  name: 'that of CppUnit or AUnit',
  advice: 'Have them write JUnit XML.',
}

/** By the root element of their XML. */
export const foreignRoots: ReadonlyMap<string, ForeignFormat> = new Map([
  [
    'robot',
    {
      name: 'Robot Framework’s output.xml',
      advice: 'Make JUnit XML of it: rebot --xunit report.xml output.xml.',
    },
  ],
  ['testng-results', { name: 'testng-results.xml', advice: 'Send TestNG’s junitreports folder instead.' }],
  ['checkstyle', { name: 'a Checkstyle report', advice: 'It lists style, not tests.' }],
  ['pmd', { name: 'a PMD report', advice: 'It lists style, not tests.' }],
  ['coverage', { name: 'a coverage report', advice: 'It says what was covered, not what passed.' }],
  ['report', { name: 'a JaCoCo coverage report', advice: 'It says what was covered, not what passed.' }],
  ['TestCase', { name: 'Qt Test’s own XML', advice: 'Run the test with -o report.xml,junitxml.' }],
  ['Site', { name: 'CTest’s Test.xml', advice: 'Run ctest --output-junit report.xml.' }],
  ['Catch', { name: 'Catch2’s own XML', advice: 'Run the tests with --reporter junit.' }],
  ['Catch2TestRun', { name: 'Catch2’s own XML', advice: 'Run the tests with --reporter junit.' }],
  ['doctest', { name: 'doctest’s own XML', advice: 'Run the tests with --reporters=junit.' }],
  [
    'html',
    {
      name: 'an HTML page',
      advice: 'It may be a login or error page that was saved in place of the report.',
    },
  ],
])

/** By keys that the JSON object has, all of them. The first that fits is meant. */
const foreignObjects: readonly (ForeignFormat & { readonly keys: readonly string[] })[] = [
  {
    keys: ['Action'],
    name: 'go test -json',
    advice: 'Make JUnit XML of it: gotestsum --junitfile report.xml, or go-junit-report.',
  },
  {
    keys: ['historyId'],
    name: 'an Allure result',
    advice: 'Send the JUnit XML that the runner writes beside it.',
  },
  {
    keys: ['uuid', 'stage'],
    name: 'an Allure result',
    advice: 'Send the JUnit XML that the runner writes beside it.',
  },
  {
    keys: ['children', 'befores'],
    name: 'an Allure container',
    advice: 'Send the JUnit XML that the runner writes beside it.',
  },
  {
    keys: ['gherkinDocument'],
    name: 'Cucumber messages',
    advice: 'Add the formatter junit:report.xml to the run.',
  },
  { keys: ['meta'], name: 'Cucumber messages', advice: 'Add the formatter junit:report.xml to the run.' },
  { keys: ['elements'], name: 'Cucumber JSON', advice: 'Add the formatter junit:report.xml to the run.' },
  {
    keys: ['numTotalTests'],
    name: 'the JSON of Jest or Vitest',
    advice: 'Add the reporter jest-junit, or Vitest’s own junit.',
  },
  { keys: ['stats', 'passes'], name: 'Mocha’s JSON', advice: 'Add the reporter mocha-junit-reporter.' },
  { keys: ['config', 'suites'], name: 'Playwright’s JSON', advice: 'Add the reporter junit.' },
  {
    keys: ['exitcode', 'tests'],
    name: 'pytest-json-report',
    advice: 'Run pytest with --junitxml=report.xml.',
  },
  { keys: ['examples', 'summary'], name: 'RSpec’s JSON', advice: 'Add the formatter RspecJunitFormatter.' },
  { keys: ['collection', 'run'], name: 'Newman’s JSON', advice: 'Run newman with --reporters junit.' },
  { keys: ['fixtures', 'userAgents'], name: 'TestCafe’s JSON', advice: 'Add the reporter xunit.' },
  { keys: ['type', 'event'], name: 'cargo test’s JSON', advice: 'Run cargo nextest with a junit profile.' },
  { keys: ['runs', 'version'], name: 'SARIF', advice: 'It lists findings of an analysis, not tests.' },
  {
    keys: ['status', 'components'],
    name: 'Spring Boot’s health',
    advice: 'Send application/health+json, with a check for each component.',
  },
]

/** @returns what a JSON object of these keys is, where it is known and not taken. */
export const foreignObject = (keys: ReadonlySet<string>): ForeignFormat | undefined =>
  foreignObjects.find((format) => format.keys.every((key) => keys.has(key)))

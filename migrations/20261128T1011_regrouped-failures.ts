export { regroup as up } from './20261127T1748_regrouped-failures.ts'

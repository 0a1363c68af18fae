import { histories } from './histories.ts'

histories(250, 4)

import { describe } from 'vitest'
import { chatPlatformContract } from './chat-platform.ts'
import { teamsDriver } from './teams-driver.ts'

describe('Teams, as a chat platform', () => chatPlatformContract(teamsDriver))

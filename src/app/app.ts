import type { AttentionReads } from './attention/attention.ts'
import type { BoardReads } from './board/board-reads.ts'
import type { ChannelUseCases } from './clients/channels.ts'
import type { SettingsUseCases } from './clients/settings.ts'
import type { FreezeUseCases } from './freezes/freezes.ts'
import type { LinkUseCases } from './links/links.ts'
import type { PipelineUseCases } from './pipeline.ts'
import type { ReadUseCases } from './read-use-cases.ts'
import type { ReportReads } from './reports/report-reads.ts'
import type { IncidentUseCases } from './triage/incidents.ts'
import type { TriageUseCases } from './triage/triage.ts'
import type { ChatUseCases } from './updates/chat.ts'

/** Every use case, made once by main; commands and the API call nothing else. */
export type App = ChatUseCases &
  TriageUseCases &
  ChannelUseCases &
  SettingsUseCases &
  PipelineUseCases &
  FreezeUseCases &
  IncidentUseCases &
  ReadUseCases &
  ReportReads &
  BoardReads &
  AttentionReads &
  LinkUseCases

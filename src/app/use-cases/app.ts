import type { AttentionReads } from './attention.ts'
import type { BoardReads } from './board-reads.ts'
import type { ChannelUseCases } from './channels.ts'
import type { ChatUseCases } from './chat.ts'
import type { FreezeUseCases } from './freezes.ts'
import type { IncidentUseCases } from './incidents.ts'
import type { LinkUseCases } from './links.ts'
import type { PipelineUseCases } from './pipeline.ts'
import type { ReadUseCases } from './reads.ts'
import type { ReportPartUseCases } from './report-parts.ts'
import type { ReportReads } from './report-reads.ts'
import type { SettingsUseCases } from './settings.ts'
import type { TriageUseCases } from './triage.ts'

/** Every use case, made once by main; commands and the API call nothing else. */
export type App = ChatUseCases &
  TriageUseCases &
  ChannelUseCases &
  SettingsUseCases &
  PipelineUseCases &
  ReportPartUseCases &
  FreezeUseCases &
  IncidentUseCases &
  ReadUseCases &
  ReportReads &
  BoardReads &
  AttentionReads &
  LinkUseCases

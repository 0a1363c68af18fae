/** The part of Adaptive Cards 1.5 that is written here. Source: adaptivecards.io/explorer. */
export type AdaptiveCard = {
  readonly type: 'AdaptiveCard'
  readonly $schema: string
  readonly version: '1.5'
  readonly fallbackText: string
  readonly body: readonly Element[]
  /** Teams' own: who is mentioned. */
  readonly msteams?: { readonly entities: readonly MentionEntity[] }
}

export type MentionEntity = {
  readonly type: 'mention'
  readonly text: string
  readonly mentioned: { readonly id: string; readonly name: string }
}

type Common = { readonly spacing?: 'none' | 'small' | 'medium'; readonly separator?: boolean }
type Look = {
  readonly size?: 'small' | 'large'
  readonly weight?: 'bolder'
  readonly isSubtle?: boolean
  readonly color?: 'attention'
}

export type TextRun = Look & {
  readonly type: 'TextRun'
  readonly text: string
  readonly fontType?: 'monospace'
  readonly selectAction?: OpenUrl
}
export type RichTextBlock = Common & { readonly type: 'RichTextBlock'; readonly inlines: readonly TextRun[] }
/** Its text is markdown, and the only one in which people can be mentioned. */
export type TextBlock = Common &
  Look & {
    readonly type: 'TextBlock'
    readonly text: string
    readonly wrap: true
    readonly style?: 'heading'
  }
export type Column = {
  readonly type: 'Column'
  readonly width: number
  readonly items: readonly Element[]
}
export type ColumnSet = Common & { readonly type: 'ColumnSet'; readonly columns: readonly Column[] }
export type Container = Common & {
  readonly type: 'Container'
  readonly style?: 'default' | 'emphasis' | 'good' | 'attention' | 'warning'
  readonly bleed?: boolean
  readonly items: readonly Element[]
}
export type ActionSet = Common & { readonly type: 'ActionSet'; readonly actions: readonly CardAction[] }

type Input = Common & {
  readonly id: string
  readonly label: string
  readonly isRequired: boolean
  readonly errorMessage?: string
  readonly value?: string
}
export type InputElement =
  | (Input & {
      readonly type: 'Input.Text'
      readonly isMultiline: boolean
      readonly maxLength: number
      readonly placeholder?: string
    })
  | (Input & { readonly type: 'Input.Date' })
  | (Input & { readonly type: 'Input.Time' })
  | (Input & {
      readonly type: 'Input.ChoiceSet'
      readonly style: 'compact'
      readonly choices: readonly { readonly title: string; readonly value: string }[]
    })

export type Element = TextBlock | RichTextBlock | ColumnSet | Container | ActionSet | InputElement

export type OpenUrl = { readonly type: 'Action.OpenUrl'; readonly title?: string; readonly url: string }
export type Execute = {
  readonly type: 'Action.Execute'
  readonly title: string
  readonly verb: string
  readonly data: object
  readonly style?: 'positive' | 'destructive'
  readonly associatedInputs?: 'none'
}
export type CardAction = OpenUrl | Execute

/** Where a button of a card leads on a page: an address, or a verb that is done at once. */
export type Way =
  | { readonly kind: 'go'; readonly href: string; readonly outside?: true }
  | { readonly kind: 'do'; readonly action: string; readonly args: Readonly<Record<string, string>> }

/** Where somebody gets who leaves a question unanswered, named for what it is. */
export type Back = { readonly href: string; readonly label: string }

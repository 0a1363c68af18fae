import type { Tone } from '../../notices/card/card.ts'

/** The colours of a tone: the bar beside the letter, readable on white and on black. */
export const toneColours: Readonly<Record<Tone, string>> = {
  neutral: '#5b6b7f',
  good: '#2e8b57',
  warning: '#c77700',
  bad: '#cf3b3b',
}

/** Inline, because many readers of mail drop the sheet below; then the letter is a light one. */
export const style = {
  page: 'margin:0;padding:0;background:#f3f4f6;color:#1c2430;',
  /** What mailboxes show beside the subject, and no reader of the letter. */
  preheader: 'display:none;max-height:0;overflow:hidden;mso-hide:all;',
  letter:
    'max-width:600px;margin:0 auto;padding:20px 16px;background:#ffffff;font:16px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere;',
  title: 'margin:0 0 16px;padding:2px 0 2px 12px;font-size:20px;line-height:1.3;border-left:4px solid ',
  section: 'margin:20px 0 8px;font-size:16px;',
  paragraph: 'margin:0 0 12px;',
  facts: 'border-collapse:collapse;margin:0 0 12px;',
  label:
    'padding:2px 16px 2px 0;vertical-align:top;text-align:left;font-weight:normal;color:#5b6b7f;overflow-wrap:break-word;',
  value: 'padding:2px 0;vertical-align:top;',
  quote:
    'margin:0 0 12px;padding:8px 12px;background:#f3f4f6;border-left:3px solid #b4bcc8;white-space:pre-wrap;font:14px/1.45 Menlo,Consolas,monospace;',
  code: 'font-family:Menlo,Consolas,monospace;font-size:0.92em;',
  button:
    'display:inline-block;margin:4px 8px 4px 0;padding:11px 18px;border-radius:6px;background:#1f5fbf;color:#ffffff;text-decoration:none;font-weight:600;',
  small: 'margin:20px 0 0;color:#5b6b7f;font-size:13px;',
  list: 'margin:0 0 12px;padding-left:20px;',
  rule: 'border:0;border-top:1px solid #d5dae1;margin:16px 0;',
} as const

/** For readers of mail that know a dark screen. */
export const darkSheet = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #10151c !important; color: #e6eaf0 !important; }
  .letter { background: #18202a !important; color: #e6eaf0 !important; }
  .quiet { color: #a5b1c2 !important; }
  .quote { background: #222c38 !important; border-color: #4a5768 !important; }
  .letter a { color: #8ab6ff !important; }
  .letter a.button { background: #2f74dd !important; color: #ffffff !important; }
}
`

/**
 * Changes to the page of local-slack 0.1.8, each a piece of its one script and what stands there instead, for what Slack
 * shows and the emulator does not: without a time picker nobody could fill in the form that moves an update.
 */
export const PAGE_CHANGES: Record<string, readonly [from: string, to: string]> = {
  'time picker': [
    'case"datepicker":{const V=',
    'case"timepicker":{const V=K.get(c,g)?.selected_time??l.initial_time??"";return f.jsx("input",{className:"bk-plain-input",type:"time",step:900,value:V,onChange:D=>K.set(c,g,{type:"timepicker",selected_time:D.target.value})})}case"datepicker":{const V=',
  ],
  'text of several lines': [
    'return f.jsx("input",{className:"bk-plain-input",placeholder:',
    'return f.jsx(l.multiline?"textarea":"input",{className:"bk-plain-input",rows:l.multiline?4:void 0,maxLength:l.max_length,placeholder:',
  ],
  'preselected option': [
    'case"static_select":{const V=((L=(R=K.get(c,g))==null?void 0:R.selected_option)==null?void 0:L.value)??""',
    'case"static_select":{const V=((L=(R=K.get(c,g))==null?void 0:R.selected_option)==null?void 0:L.value)??l.initial_option?.value??""',
  ],
  'buttons that are links': [
    'onClick:()=>k({type:"button",value:l.value,text:l.text})',
    'onClick:()=>{l.url&&window.open(l.url,"_blank","noopener");k({type:"button",value:l.value,text:l.text})}',
  ],
  'messages for one person': [
    'l.messages[c]??[]:[],de=',
    '(l.messages[c]??[]).filter(w=>!w.ephemeral_to||w.ephemeral_to===m):[],de=',
  ],
  'dates, mentions and code': [
    'c=c.replace(/&lt;@([A-Z0-9]+)&gt;/g,',
    'c=c.replace(/&lt;!date\\^[^|&]*\\|([^&]*?)&gt;/g,"$1"),c=c.replace(/&lt;!(here|channel|everyone)(?:\\|[^&]*)?&gt;/g,\'<span class="mention">@$1</span>\'),c=c.replace(/```\\n?([^]*?)\\n?```/g,\'<pre class="bk-pre">$1</pre>\'),c=c.replace(/&lt;@([A-Z0-9]+)&gt;/g,',
  ],
  'form errors known to the fields': [
    'ctx:{input:C}}),c&&Object.entries(c).map(([R,L])=>f.jsxs("div",{className:"modal-error",children:[R,": ",L]},R))',
    'ctx:{input:C,errors:c??{}}})',
  ],
  'form errors at their fields': [
    'l.hint&&f.jsx("div",{className:"bk-hint",children:l.hint.text})',
    'a.errors?.[c]&&f.jsx("div",{className:"modal-error",role:"alert",children:a.errors[c]}),l.hint&&f.jsx("div",{className:"bk-hint",children:l.hint.text})',
  ],
  'example of a command': [' — try /echo hi`', ' — try /update`'],
  'escaped signs': [
    'c=z6(c),c=c.replace(/\\n/g,"<br/>"),c}',
    'c=z6(c),c=c.replace(/&amp;(lt|gt|amp);/g,"&$1;"),c=c.replace(/\\n/g,"<br/>"),c}',
  ],
  'look of code and of several lines': [
    '.bk-hint{',
    '.plain{white-space:pre-wrap}.bk-pre{margin:4px 0;padding:8px;border:1px solid var(--border);border-radius:4px;background:#f8f8f8;white-space:pre-wrap;font-size:12px}.bk-hint{',
  ],
}

/**
 * The page with all changes made.
 *
 * @throws when a piece is not there exactly once, which means another version of local-slack
 */
export function changePage(html: string): string {
  let page = html
  for (const [what, [from, to]] of Object.entries(PAGE_CHANGES)) {
    const [before, after, ...more] = page.split(from)
    if (before === undefined || after === undefined || more.length > 0) {
      throw new Error(`the page of local-slack has changed: ${what}`)
    }
    page = `${before}${to}${after}`
  }
  return page
}

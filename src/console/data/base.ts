/** The path under which browsers see the server; the server writes it into the page. */
export const base = document.querySelector<HTMLMetaElement>('meta[name=croft-base]')?.content ?? ''

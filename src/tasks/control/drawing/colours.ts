/** The colours of drawings. Those of moving parts are from Okabe and Ito (2008), so that colour-blind readers can tell them apart. */
export const ink = '#1f2430'
export const softInk = '#9aa1ad'
export const ground = '#e7e9ed'
export const body = '#37474f'
export const first = '#d55e00'
export const second = '#0072b2'
export const goalColour = '#009e73'
export const pushColour = '#56b4e9'

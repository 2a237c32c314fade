/** The invented members of the demonstration. Each node has a separate address, because a browser keeps sign-ins by host, not by port. */
export const demoMembers = [
  {
    id: 'norland.example',
    name: 'Norland Border Agency',
    type: 'state',
    country: 'NOR',
    host: '127.0.0.1',
    port: 8400,
  },
  { id: 'tidewater.example', name: 'Tidewater', type: 'platform', country: null, host: '127.0.0.2', port: 8401 },
  { id: 'centre.example', name: 'Regional Centre North', type: 'body', country: null, host: '127.0.0.3', port: 8402 },
] as const
export type DemoMember = (typeof demoMembers)[number]

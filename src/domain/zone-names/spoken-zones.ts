/**
 * What people of a country call their time, in lower case and without the words `standard`, `daylight`, `summer` and
 * `time`, with a zone that keeps it. Source: the English names of metazones in Unicode CLDR (metaZones.xml, en.xml), and
 * how the United States write them short.
 */
export const spokenZones: Readonly<Record<string, string>> = {
  ...{ eastern: 'America/New_York', et: 'America/New_York', 'us eastern': 'America/New_York' },
  ...{ central: 'America/Chicago', ct: 'America/Chicago', 'us central': 'America/Chicago' },
  ...{ mountain: 'America/Denver', mt: 'America/Denver', 'us mountain': 'America/Denver' },
  ...{ pacific: 'America/Los_Angeles', pt: 'America/Los_Angeles', 'us pacific': 'America/Los_Angeles' },
  ...{ atlantic: 'America/Halifax', newfoundland: 'America/St_Johns', alaska: 'America/Anchorage' },
  ...{ hawaii: 'Pacific/Honolulu', 'hawaii-aleutian': 'Pacific/Honolulu', arizona: 'America/Phoenix' },
  ...{ 'western european': 'Europe/Lisbon', 'central european': 'Europe/Berlin' },
  ...{ 'eastern european': 'Europe/Athens', british: 'Europe/London', 'greenwich mean': 'Europe/London' },
  ...{ irish: 'Europe/Dublin', moscow: 'Europe/Moscow', israel: 'Asia/Jerusalem', gulf: 'Asia/Dubai' },
  ...{ india: 'Asia/Kolkata', china: 'Asia/Shanghai', japan: 'Asia/Tokyo', korean: 'Asia/Seoul' },
  ...{ singapore: 'Asia/Singapore', 'hong kong': 'Asia/Hong_Kong', philippine: 'Asia/Manila' },
  ...{ 'australian eastern': 'Australia/Sydney', 'australian central': 'Australia/Adelaide' },
  ...{ 'australian western': 'Australia/Perth', 'new zealand': 'Pacific/Auckland' },
  ...{
    'east africa': 'Africa/Nairobi',
    'west africa': 'Africa/Lagos',
    'south africa': 'Africa/Johannesburg',
  },
  ...{ brasilia: 'America/Sao_Paulo', argentina: 'America/Argentina/Buenos_Aires' },
}

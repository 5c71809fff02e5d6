const paths = {
  overview: 'M2 2h5v7H2zM9 2h5v4H9zM2 11h5v3H2zM9 8h5v6H9z',
  list: 'M2 4h12M2 8h9M2 12h11',
  live: 'M1.5 8h3l2-5 3 10 2-5h3',
  people:
    'M8.7 5.2a2.7 2.7 0 1 1-5.4 0 2.7 2.7 0 0 1 5.4 0zM1.5 13.6c.4-2.6 2.1-4 4.5-4s4.1 1.4 4.5 4M10.6 2.8a2.6 2.6 0 0 1 0 4.9M12 10c1.4.6 2.2 1.8 2.5 3.6',
  features: 'M2 2.5h12v2.6H2zM2 6.7h8v2.6H2zM2 10.9h4.5v2.6H2z',
  devices: 'M1.5 3h9v6.5h-9zM3.5 12.5H8M11 5.5h3.5v8H11z',
  heatmap: 'M2 2h12v12H2zM2 6h12M2 10h12M6 2v12M10 2v12',
  more: 'M4.1 8a.6.6 0 1 1-1.2 0 .6.6 0 0 1 1.2 0zM8.6 8a.6.6 0 1 1-1.2 0 .6.6 0 0 1 1.2 0zM13.1 8a.6.6 0 1 1-1.2 0 .6.6 0 0 1 1.2 0z',
  threats: 'M8 1.7 13.2 3.6v4.1c0 3.2-2.1 5.4-5.2 6.6-3.1-1.2-5.2-3.4-5.2-6.6V3.6z',
  admin: 'M2 4.5h5.5M11 4.5h3M7.5 2.8v3.4h3.5V2.8zM2 11.5h3M8.5 11.5H14M5 9.8v3.4h3.5V9.8z',
  docs: 'M3.5 1.8h6L13 5.3v8.9H3.5zM9.2 1.8v3.8H13M6 8.5h4.5M6 11h4.5',
  menu: 'M2 4h12M2 8h12M2 12h12',
  clock: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 4.5V8l2.5 1.5',
  moon: 'M13.5 9.7A6 6 0 0 1 6.3 2.5a6 6 0 1 0 7.2 7.2z',
  sun: 'M10.8 8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0zM8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  bolt: 'M8.8 1.5 3.5 9h4l-.6 5.5L12.5 7h-4z',
  retry: 'M13.2 6.5A5.5 5.5 0 1 0 13.5 9M13.5 2.8v3.7H9.8',
  warning: 'M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.01',
  inbox: 'M2 9.5 4 3h8l2 6.5V13H2zM2 9.5h3.5l1 1.8h3l1-1.8H14',
  table: 'M2 3h12v10H2zM2 6.4h12M2 9.7h12M6.5 6.4V13',
  chart: 'M2.5 13.5h11M4 11V7.5M8 11V3M12 11V5.5',
  download: 'M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11',
  plus: 'M8 3.5v9M3.5 8h9',
  up: 'm4 10 4-4 4 4',
  down: 'm4 6 4 4 4-4',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  check: 'M3 8.5 6.5 12 13 4.5',
  star: 'M8 2l1.8 3.8 4.2.5-3.1 2.8.9 4.1L8 11.1l-3.8 2.1.9-4.1L2 6.3l4.2-.5z',
} as const;

export type IconName = keyof typeof paths;

/** A line icon. Decoration only: the words beside it, or the button's label, carry the meaning. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="flex-none"
    >
      <path d={paths[name]} />
    </svg>
  );
}

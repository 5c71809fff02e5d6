import { createContext, useContext } from 'react';

/** The place in the top bar that the current page fills with its own controls. */
export const ToolbarSlotContext = createContext<HTMLElement | null>(null);

export function useToolbarSlot(): HTMLElement | null {
  return useContext(ToolbarSlotContext);
}

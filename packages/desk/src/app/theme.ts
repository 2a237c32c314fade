import {
  convertCssVariables,
  createTheme,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  type MantineColorsTuple,
  mergeMantineTheme,
} from '@mantine/core'

// Buttons use shade 6 in the light scheme and shade 5 in the dark scheme.
const accent: MantineColorsTuple = [
  '#e9effa',
  '#d3dff4',
  '#b9cbea',
  '#92b6f4',
  '#6b93d9',
  '#4672bf',
  '#27519c',
  '#214585',
  '#1b396e',
  '#152d57',
]
const bad: MantineColorsTuple = [
  '#fbedea',
  '#f5d6d0',
  '#e8bdb5',
  '#ff9d8d',
  '#d0604f',
  '#bb4434',
  '#a5281a',
  '#8c2216',
  '#731c12',
  '#5a160e',
]

// Mantine colours surfaces, inputs and borders of the dark scheme with this scale.
const dark: MantineColorsTuple = [
  '#e3e7ed',
  '#b0b9c6',
  '#929dad',
  '#667084',
  '#3b4552',
  '#262d37',
  '#161a20',
  '#12161b',
  '#0f1216',
  '#0b0d10',
]

export const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  colors: { accent, bad, dark },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  defaultRadius: 6,
  fontSizes: { xs: '11.5px', sm: '13px', md: '14px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '24px' },
  spacing: { xs: '6px', sm: '10px', md: '12px', lg: '16px', xl: '24px' },
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm', autosize: true, minRows: 2, maxRows: 8 } },
    Select: { defaultProps: { size: 'sm', checkIconPosition: 'right' } },
    Modal: {
      // The lock of the page behind would need an inline style, which the policy of the pages forbids.
      defaultProps: {
        ...{ size: 440, centered: true, radius: 6, shadow: 'none', transitionProps: { duration: 0 } },
        lockScroll: false,
      },
    },
    ModalRoot: { defaultProps: { lockScroll: false } },
    // Mantine renders the head of a dialog as a `header` element, which assistive technology would announce as the banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    Menu: { defaultProps: { shadow: 'none', transitionProps: { duration: 0 } } },
    Tooltip: {
      defaultProps: {
        openDelay: 300,
        transitionProps: { duration: 0 },
        events: { hover: true, focus: true, touch: false },
      },
    },
  },
})

const shared = {
  '--mantine-color-text': 'var(--t1)',
  '--mantine-color-dimmed': 'var(--t3)',
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--t1)',
  '--mantine-color-default-border': 'var(--edge)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-placeholder': 'var(--t3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-disabled': 'var(--gap)',
  '--mantine-color-disabled-color': 'var(--t3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent-fill)',
  '--mantine-color-accent-filled': 'var(--accent-fill)',
}
/**
 * Puts the variables of Mantine and of the theme into the document; Mantine's own are set from the tokens, so that each colour is defined
 * once. Mantine would write them into an element `style`, which the policy of the pages forbids; this sheet needs no permission.
 */
export function adoptVariables(): void {
  const { variables, light, dark } = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme))
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    convertCssVariables({ variables, light: { ...light, ...shared }, dark: { ...dark, ...shared } }, ':root'),
  )
  document.adoptedStyleSheets.push(sheet)
}

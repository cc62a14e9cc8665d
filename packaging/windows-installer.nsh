; What electron-builder's installer does not do by itself; SHCTX is the person's or the machine's part of the registry.

!macro customInstall
  ; A scan of many files, or a case, is a folder: offered by a right click on it.
  WriteRegStr SHCTX "Software\Classes\Directory\shell\Quadrant" "" "Open with Quadrant"
  WriteRegStr SHCTX "Software\Classes\Directory\shell\Quadrant" "Icon" "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
  WriteRegStr SHCTX "Software\Classes\Directory\shell\Quadrant\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  CreateShortCut "$SMPROGRAMS\${SHORTCUT_NAME} in the browser.lnk" "$INSTDIR\${APP_EXECUTABLE_FILENAME}" "--browser"
!macroend

!macro customUnInstall
  DeleteRegKey SHCTX "Software\Classes\Directory\shell\Quadrant"
  Delete "$SMPROGRAMS\${SHORTCUT_NAME} in the browser.lnk"
!macroend

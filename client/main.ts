import './parsing.ts';
import '@fontsource-variable/inter';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { keepAppOnDevice } from './connection/offlineApp.ts';

const target = document.getElementById('app');
if (target) mount(App, { target });
if (import.meta.env.PROD) void keepAppOnDevice();
